import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { codeOf } from '../stack/folder/state-folder.js';
import { programEntries } from './program-entries.js';

/** Those that still run, and the ones that whoever goes back and forth between two versions wants again. */
const BUNDLES_KEPT_MAX = 4;

/** Of a clone that is somebody else's, or on a disk that is only read. */
const NOT_WRITABLE = ['EACCES', 'EPERM', 'EROFS'];

/**
 * The folder of the programs as bundled from what is compiled now. A bundle is never changed, only made: several may do so
 * at once, and one that is killed leaves nothing that anybody would take for whole. Who may not make one runs the programs
 * as they are compiled.
 */
export async function ensurePrograms(root: string): Promise<string> {
  const all = path.join(root, 'dist', 'programs');
  const wanted = path.join(all, digestOf(root));
  if (existsSync(wanted)) return wanted;
  // As open as the rest of the clone, which `mkdtemp` would not make it: other users start from it, too.
  const draft = path.join(all, `draft-${randomUUID()}`);
  try {
    mkdirSync(draft, { recursive: true });
    const program = path.join(root, 'tools/dev/dist/bundle.main.js');
    await promisify(execFile)(process.execPath, [program, root, draft], { cwd: root });
    renameSync(draft, wanted);
    forgetOld(all);
  } catch (error) {
    if (NOT_WRITABLE.includes(codeOf(error))) return root;
    // Another start put its own there in the same moment; any other reason is told.
    if (!existsSync(wanted)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return wanted;
}

/** The compiler tells in these files what it compiled; the lockfile names what else goes in. */
function digestOf(root: string): string {
  const hash = createHash('sha256');
  const compiled = globSync(['{libs/*,tools}/*/dist/.tsbuildinfo', ...programEntries.map(besideIt)], { cwd: root });
  for (const file of [...new Set(compiled)].toSorted().concat('package-lock.json')) {
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)));
  }
  return hash.digest('hex').slice(0, 20);
}

const besideIt = (entry: string) => path.posix.join(path.posix.dirname(entry), '.tsbuildinfo');

function forgetOld(all: string): void {
  const bundles = readdirSync(all).map((name) => path.join(all, name));
  const newestFirst = bundles.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of newestFirst.slice(BUNDLES_KEPT_MAX)) rmSync(old, { recursive: true, force: true });
}
