import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { recordedLines } from './recorded-lines.fixture.js';

const hooks = pathToFileURL(path.join(import.meta.dirname, 'typescript.hooks.mjs')).href;
const script = path.join(import.meta.dirname, '../lifecycle/run-app.child.fixture.ts');
const flags = ['--conditions', 'caregate-src', '--import', hooks, script];
const running = new Set<ChildProcess>();

/** The fixture's app in a process of its own, or in one that a process of its own has started (`orphan`). */
export function startChild(adapter: string, mode: string, parent: 'us' | 'orphan' = 'us') {
  const args = [...flags, adapter, mode];
  const child = parent === 'us' ? spawn(process.execPath, args) : spawn(process.execPath, ['-e', relay(args)]);
  running.add(child);
  const log = recordedLines();
  createInterface({ input: child.stdout }).on('line', (line) => log.write(line));
  const closed = once(child, 'close').then(([code]) => {
    running.delete(child);
    return Number(code);
  });
  const said = (sentence: string) => log.find(({ msg }) => msg === sentence);
  const port = async () => Number((await said('listening'))['port']);
  const order = (line: string) => void child.stdin.write(`${line}\n`);
  return { log, closed, said, port, order, kill: (signal: NodeJS.Signals) => child.kill(signal) };
}

/** For the end of a spec that failed half-way. */
export function killChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** A parent that holds the app's standard input and does nothing else. */
function relay(args: readonly string[]): string {
  return `require('node:child_process').spawn(process.execPath, ${JSON.stringify(args)}, { stdio: ['pipe', 'inherit', 'inherit'] });`;
}
