/**
 * Every npm script comes through here. On a bare clone this file runs under whatever Node the machine has, so it uses
 * built-ins only: it installs what the lockfile names, changes to the pinned Node, compiles, and hands over.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { installIfStale, pinnedNode, UnsupportedNode } from './bootstrap.mjs';

const root = path.dirname(import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url)));
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** What waits most of its time need not keep memory for speed. */
const frugal = '--max-semi-space-size=2';

/** `build`: compile first. `args`: what the pinned Node runs. */
const tasks = {
  start: { build: true, args: [frugal, 'tools/dev/dist/start.main.js'] },
  reset: { build: true, args: ['tools/dev/dist/reset.main.js'] },
  tour: { build: true, args: ['tools/dev/dist/tour.main.js'] },
  up: { build: true, args: ['tools/ops/dist/up.main.js'] },
  down: { build: true, args: ['tools/ops/dist/down.main.js'] },
  status: { build: true, args: ['tools/ops/dist/status.main.js'] },
  logs: { build: true, args: ['tools/ops/dist/logs.main.js'] },
  doctor: { build: true, args: ['tools/ops/dist/doctor.main.js'] },
  'deploy:setup': { build: true, args: ['tools/ops/dist/setup.main.js'] },
  'compose:test': { build: true, args: ['tools/ops/dist/compose-test.main.js'] },
  oauth: { build: true, args: ['tools/dev/dist/oauth.main.js'] },
  ehr: { build: true, args: ['tools/dev/dist/ehr.main.js'] },
  'audit:verify': { build: true, args: ['tools/dev/dist/audit-verify.main.js'] },
  bench: { build: true, args: ['tools/bench/dist/bench.main.js'] },
  generate: { build: true, args: ['tools/generators/dist/generate.main.js'] },
  'docs:generate': { build: true, args: ['tools/checks/dist/docs.main.js'] },
  check: { build: true, args: ['tools/checks/dist/check.main.js'] },
  test: { build: true, args: ['tools/checks/dist/test.main.js'] },
  format: { build: false, args: ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level=warn', '.'] },
  build: { build: true, args: ['-e', ''] },
  jest: { build: false, args: jest },
  nx: { build: false, args: ['node_modules/nx/dist/bin/nx.js'] },
};

function main([name, ...rest]) {
  const task = tasks[name];
  if (task === undefined) fail(`Unknown task "${name}". Known: ${Object.keys(tasks).join(', ')}.`);
  installIfStale(root);
  const node = pinnedNode(root);
  if (task.build) run(node, ['node_modules/@typescript/native/bin/tsc', '-b']);
  run(node, [...task.args, ...rest]);
}

function run(node, args) {
  const bin = path.join(root, 'node_modules', '.bin');
  const env = {
    // What Node compiled is kept for the next run: a quarter of the time until the stack is ready.
    NODE_COMPILE_CACHE: path.join(root, 'node_modules', '.cache', 'node-compile'),
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
    NX_DAEMON: 'false',
  };
  const { status, signal, error } = spawnSync(node, args, { cwd: root, stdio: 'inherit', env });
  if (error) fail(`Could not run ${path.basename(args[0] ?? node)}: ${error.message}`);
  if (signal !== null) process.exit(signal === 'SIGINT' ? 130 : 1);
  if (status !== 0) process.exit(status ?? 1);
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

// A Ctrl-C reaches the whole process group; the child decides when all is stopped, and this parent waits for it.
process.on('SIGINT', () => {});

try {
  main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UnsupportedNode) fail(error.message);
  throw error;
}
