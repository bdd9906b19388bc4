import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../folder/installation.js';

export interface BrowserBuild {
  /** Folder of a project that Vite builds, from the root of the repository. */
  readonly project: string;
  /** Of the pages that the project has; absent where it has one. */
  readonly mode?: string;
  /** What is wanted of the build: a file or a folder in it, by name, or `.` for the whole. */
  readonly wanted: string;
  /** Where that is kept, from the root of the repository. */
  readonly kept: string;
  /** A file that is there when it is; it tells when it was built. */
  readonly witness: string;
  /** Patterns of what it is made of, as far as it changes while one works on it. */
  readonly sources: readonly string[];
}

/** Builds unless what is there is newer than its sources; several who do so at once do not disturb another. */
export async function ensureBuilt(build: BrowserBuild): Promise<void> {
  if (isCurrent(build)) return;
  const kept = path.join(repository, build.kept);
  const [draft, old] = [`${kept}.${process.pid}`, `${kept}.${process.pid}.old`];
  try {
    await vite(build, draft);
    mkdirSync(path.dirname(kept), { recursive: true });
    if (existsSync(kept)) renameSync(kept, old);
    renameSync(path.join(draft, build.wanted), kept);
  } catch (error) {
    // Another start put its own there in the same moment; any other reason is told.
    if (!isCurrent(build)) throw error;
  } finally {
    for (const left of [draft, old]) rmSync(left, { recursive: true, force: true });
  }
}

async function vite({ project, mode }: BrowserBuild, draft: string): Promise<void> {
  const program = path.join(repository, 'node_modules/vite/bin/vite.js');
  const page = mode === undefined ? [] : ['--mode', mode];
  const args = ['build', project, ...page, '--outDir', draft, '--emptyOutDir', '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, [program, ...args], { cwd: repository });
}

function isCurrent({ witness, sources }: BrowserBuild): boolean {
  const file = path.join(repository, witness);
  if (!existsSync(file)) return false;
  const builtAt = statSync(file).mtimeMs;
  return globSync([...sources], { cwd: repository }).every((source) => {
    const { mtimeMs } = statSync(path.join(repository, source));
    return mtimeMs <= builtAt;
  });
}
