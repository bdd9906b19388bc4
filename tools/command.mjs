/**
 * On a bare clone this runs under whatever Node the machine has, so it uses built-ins only: it installs what the lockfile
 * names, changes to the pinned Node, compiles, and hands over.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { installIfStale, pinnedNode, Refused, withLock } from './bootstrap.mjs';
import { withWholePaths } from './paths.mjs';
import { helpOf, helpOfAll, tasks } from './tasks.mjs';

const root = path.dirname(import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url)));

function main([name = '', ...rest]) {
  if (isHelp(name)) return tell(helpOfAll());
  if (!Object.keys(tasks).includes(name))
    throw new Refused(`There is no command "${name}". There are: ${Object.keys(tasks).join(', ')}.`);
  const task = tasks[name];
  // npm takes the two dashes for itself; others who run scripts hand them on.
  if (rest[0] === '--') rest.shift();
  if (task.hasHelp !== true && rest.some(isHelp)) return tell(helpOf(name));
  if (task.takes === undefined && task.hasHelp !== true && rest.length > 0)
    throw new Refused(
      `npm run ${name} takes nothing behind it, also not ${rest.join(' ')}. ${task.instead ?? ''}`.trim(),
    );
  installIfStale(root);
  const node = pinnedNode(root);
  const env = environment(task);
  if (task.build) {
    if (!existsSync(path.join(root, task.args.at(-1))))
      process.stderr.write('Compiling (once, less than a minute) …\n');
    compile(node, env);
  }
  run(node, [...task.args, ...withWholePaths(rest, task)], env);
}

/** Two commands at once must not read what the other has half written. Who may not write here can only use what is. */
function compile(node, env) {
  const folder = path.join(root, 'node_modules');
  const args = ['node_modules/@typescript/native/bin/tsc', '-b'];
  if (mayWrite(folder)) return withLock(path.join(folder, '.compile-lock'), 'compiles', () => run(node, args, env));
  if (spawnSync(node, args, { cwd: root, stdio: 'ignore', env }).status !== 0)
    throw new Refused(`${root} is not compiled, and this user may not do it. Its owner does with npm run build.`);
}

function mayWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    // Of another user, or on a disk that is only read.
    return false;
  }
}

function run(node, args, env) {
  const { status, signal, error } = spawnSync(node, args, { cwd: root, stdio: 'inherit', env });
  if (error) throw new Refused(`Could not run ${path.basename(args[0] ?? node)}: ${error.message}`);
  if (signal !== null) process.exit(signal === 'SIGINT' ? 130 : 1);
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * By PGHOST, PGSSLMODE and the like the caller's shell speaks of another database than ours; and what listens on this
 * machine is behind no proxy.
 */
function environment({ deployment = false }) {
  const { env } = process;
  const kept = Object.entries(env).filter(([name]) => deployment || !/^PG[A-Z]+$/.test(name));
  const direct = [env.no_proxy ?? env.NO_PROXY ?? '', '127.0.0.1', 'localhost'].filter((each) => each !== '').join(',');
  return {
    // What Node compiled is kept for the next run: a quarter of the time until the stack is ready.
    NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'node-compile'),
    ...Object.fromEntries(kept),
    PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${env.PATH ?? ''}`,
    NO_PROXY: direct,
    no_proxy: direct,
    NX_DAEMON: 'false',
  };
}

function isHelp(word) {
  return word === '--help' || word === '-h';
}

function tell(text) {
  process.stdout.write(`${text}\n`);
}

// A Ctrl-C reaches the whole process group; the child decides when all is stopped, and this parent waits for it.
process.on('SIGINT', () => {});

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
