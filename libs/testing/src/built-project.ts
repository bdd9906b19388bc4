import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../..');

export interface ProjectOfVite {
  /** Its folder, from the root of the repository. */
  readonly project: string;
  /** Patterns of the files of which the result is made, from the root of the repository. */
  readonly sources: readonly string[];
  /** For a project that makes another result in each of its modes. */
  readonly mode?: string;
}

/** The folder of what Vite makes of a project: built once for all specs, and again when something of it has changed. */
export async function builtProject({ project, sources, mode = 'production' }: ProjectOfVite): Promise<string> {
  const folder = path.join(root, project, 'dist/for-specs', `${await digestOf(sources)}.${mode}`);
  if (existsSync(folder)) return folder;
  const own = `${folder}.${process.pid}`;
  await build(path.join(root, project), mode, own);
  await mkdir(path.dirname(folder), { recursive: true });
  // Another process may have been faster.
  await rename(own, folder).catch(() => rm(own, { recursive: true, force: true }));
  return folder;
}

async function digestOf(sources: readonly string[]): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: root })) if (!/\.(?:spec|fixture)\.ts$/u.test(file)) files.push(file);
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(file).update(await readFile(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

async function build(project: string, mode: string, folder: string): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const options = ['--mode', mode, '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
  // Specs run with a NODE_ENV of their own, with which React would be built as its slow, talkative self.
  const env = { PATH: path.dirname(process.execPath), NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, 'build', project, ...options], { env });
}
