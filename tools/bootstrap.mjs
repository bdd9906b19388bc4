/** Installs exactly what the lockfile names, once per lockfile, with nothing but Node's built-ins. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** By then the process that has the number of a lock's owner is another one. */
const STALE_LOCK_MILLISECONDS = 60 * 60_000;
const NAMELESS_LOCK_MILLISECONDS = 5_000;

/** One sentence of what is wrong, and what to do about it; never a stack trace. */
export class Refused extends Error {}

/** Runs `npm ci` when `node_modules` does not match the lockfile on this platform. */
export function installIfStale(root) {
  const stampFile = path.join(root, 'node_modules', '.install-stamp');
  const wanted = stampOf(root);
  if (readIfThere(stampFile) === wanted) return;
  withLock(path.join(root, '.install-lock'), 'installs', () => {
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
  throw new Refused(
    `CareGate needs Node 22.13 or newer; this is ${process.versions.node}, and npm has no pinned Node for ${process.platform}-${process.arch}. Install Node 24 and run the command again.`,
  );
}

function npmCi(root) {
  // Whatever the caller's npm leaves out elsewhere: what compiles is needed to run, too.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  // yarn and pnpm name themselves there as well.
  const npm = /npm-cli\.c?js$/.test(process.env.npm_execpath ?? '') ? process.env.npm_execpath : undefined;
  // Root's database runs as nobody, who has to read its program however much root's umask keeps from others.
  const umask = process.umask(0o022);
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  process.umask(umask);
  // Who stopped it needs not be told that it did not end well.
  if (done.signal === 'SIGINT') process.exit(130);
  if (done.error?.code === 'ENOENT')
    throw new Refused('npm is not on the PATH. Install it, and run the command again.');
  if (done.status !== 0)
    throw new Refused('npm ci failed; its own message stands above. Mend that and run the same command again.');
}

/** Two scripts started at once must not do this over each other; who was killed at it holds nobody up. */
export function withLock(lock, doing, work) {
  for (let waits = 0; !tryCreate(lock); waits += 1) {
    if (isStale(lock)) rmSync(lock, { recursive: true, force: true });
    else {
      // What takes no longer than a second is not worth a word.
      if (waits === 5) process.stderr.write(`Another command ${doing} at this moment; waiting for it …\n`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.on('exit', release);
  try {
    work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function tryCreate(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Refused(`${path.dirname(lock)} may not be written to (${error.code}). Run this as the user who owns it.`);
  }
  writeFileSync(path.join(lock, 'owner'), String(process.pid));
  return true;
}

/** One that names no owner is somebody's who has only begun, or was killed at that moment, which its age tells. */
function isStale(lock) {
  const stat = statSync(lock, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  const owner = Number(readIfThere(path.join(lock, 'owner')));
  const age = Date.now() - stat.mtimeMs;
  if (!(owner > 0)) return age > NAMELESS_LOCK_MILLISECONDS;
  return age > STALE_LOCK_MILLISECONDS || owner === process.pid || !isAlive(owner);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function stampOf(root) {
  const lockfile = readFileSync(path.join(root, 'package-lock.json'));
  return createHash('sha256').update(lockfile).update(`${process.platform}-${process.arch}`).digest('hex');
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
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
