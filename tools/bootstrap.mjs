/** Installs exactly what the lockfile names, once per lockfile, with nothing but Node's built-ins. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const STALE_LOCK_MILLISECONDS = 10 * 60_000;

export class UnsupportedNode extends Error {}

/** Runs `npm ci` when `node_modules` does not match the lockfile on this platform. */
export function installIfStale(root) {
  const stampFile = path.join(root, 'node_modules', '.install-stamp');
  const wanted = stampOf(root);
  if (readIfThere(stampFile) === wanted) return;
  withLock(path.join(root, '.install-lock'), () => {
    if (readIfThere(stampFile) === wanted) return;
    process.stderr.write('Installing what the lockfile names (once, about a minute) …\n');
    npmCi(root);
    writeFileSync(stampFile, wanted);
  });
}

/** The Node that the lockfile pins; where npm has none for this platform, the caller's own if it is new enough. */
export function pinnedNode(root) {
  const bundled = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const direct = path.join(root, 'node_modules', `node-${platformName()}`, 'bin', nodeFileName());
  if (existsSync(direct)) return direct;
  if (existsSync(bundled)) return bundled;
  if (isSupported(process.versions.node)) return process.execPath;
  throw new UnsupportedNode(
    `CareGate needs Node 22.13 or newer; this is ${process.versions.node}, and npm has no pinned Node for ${process.platform}-${process.arch}. Install Node 24 and run the command again.`,
  );
}

function npmCi(root) {
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status === 0) return;
  process.stderr.write('npm ci failed; its own message stands above. Mend that and run the same command again.\n');
  process.exit(1);
}

/** Two scripts started at once on a bare clone must not install over each other. */
function withLock(lock, work) {
  while (!tryMkdir(lock)) {
    if (isStale(lock)) rmSync(lock, { recursive: true, force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.on('exit', release);
  work();
  release();
}

function tryMkdir(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isStale(lock) {
  return existsSync(lock) && Date.now() - statSync(lock).mtimeMs > STALE_LOCK_MILLISECONDS;
}

function stampOf(root) {
  const lockfile = readFileSync(path.join(root, 'package-lock.json'));
  return createHash('sha256').update(lockfile).update(`${process.platform}-${process.arch}`).digest('hex');
}

function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function isSupported(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

function platformName() {
  const system = { win32: 'win', linux: 'linux' }[process.platform] ?? process.platform;
  return `${system}-${process.arch}`;
}

function nodeFileName() {
  return process.platform === 'win32' ? 'node.exe' : 'node';
}
