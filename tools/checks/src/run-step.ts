import { spawnSync } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');

/** Runs one command of the check with its output in view; `false` when it failed. */
export function runStep(title: string, args: readonly string[]): boolean {
  process.stdout.write(`\n── ${title}\n`);
  const startedAt = performance.now();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${title} (${seconds} s)\n`);
  return status === 0;
}

export const staticSteps: readonly (readonly [title: string, args: readonly string[]])[] = [
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']],
  ['typecheck', ['node_modules/@typescript/native/bin/tsc', '-b']],
  ['lint and boundaries', ['node_modules/nx/dist/bin/nx.js', 'run', 'workspace:lint-all']],
];
