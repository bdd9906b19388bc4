import { execFile } from 'node:child_process';
import { existsSync, globSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository } from './installation.js';

const project = path.join(repository, 'apps/console');

/** Where the built console lies. */
export const consoleFolder = path.join(project, 'dist/app');

/** What the built files are made of, as far as it changes while one works on it. */
const sources = [
  'apps/console/{index.html,vite.config.ts}',
  'apps/console/{src,public}/**',
  'libs/core/*/src/**/*.ts',
  'package-lock.json',
];

/** Builds the console unless what is there is newer than its sources; several who do so at once do not disturb another. */
export async function ensureConsole(): Promise<void> {
  if (isCurrent()) return;
  const draft = `${consoleFolder}.${process.pid}`;
  const old = `${draft}.old`;
  const vite = path.join(repository, 'node_modules/vite/bin/vite.js');
  try {
    const args = [vite, 'build', project, '--outDir', draft, '--emptyOutDir', '--logLevel', 'warn'];
    await promisify(execFile)(process.execPath, args, { cwd: repository });
    if (existsSync(consoleFolder)) renameSync(consoleFolder, old);
    renameSync(draft, consoleFolder);
  } catch (error) {
    // Another start put its own there in the same moment; any other reason is told.
    if (!isCurrent()) throw error;
  } finally {
    for (const folder of [draft, old]) rmSync(folder, { recursive: true, force: true });
  }
}

function isCurrent(): boolean {
  const page = path.join(consoleFolder, 'index.html');
  if (!existsSync(page)) return false;
  const builtAt = statSync(page).mtimeMs;
  return globSync(sources, { cwd: repository }).every(
    (file) => statSync(path.join(repository, file)).mtimeMs <= builtAt,
  );
}
