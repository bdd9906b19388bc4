import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { StartRefused } from '../words/start-refused.error.js';

/** As whom PostgreSQL runs when root starts it. */
const NOBODY = 65_534;
const FREE_BYTES_MIN = 512 * 1024 * 1024;
/** Also a start that was refused at once leaves a folder, with no more than this in it; `lost+found` is of the disk. */
const SKELETON = ['audit', 'logs', 'ports.json', 'running-ports.json', 'start.lock', 'lost+found'];

/** Where one installation keeps everything: database, secrets, audit anchors, logs. */
export interface StateFolder {
  readonly root: string;
  readonly postgres: string;
  readonly logs: string;
  readonly anchors: string;
  file(name: string): string;
}

/** Creates the folder, or says in one sentence why it cannot be used. */
export function openStateFolder(root: string): StateFolder {
  const folder: StateFolder = {
    root,
    postgres: path.join(root, 'postgres'),
    logs: path.join(root, 'logs'),
    anchors: path.join(root, 'audit'),
    file: (name) => path.join(root, name),
  };
  try {
    if (isForeign(root))
      throw new StartRefused(
        `The folder ${root} holds other things than CareGate's.`,
        'Name an empty one, or one that is not there yet, with --folder.',
      );
    for (const each of [folder.root, folder.logs, folder.anchors]) makeFolder(path.resolve(each));
    // Also one that was there before; what is secret is guarded file by file.
    chmodSync(folder.root, 0o711);
  } catch (error) {
    if (error instanceof StartRefused) throw error;
    throw new StartRefused(
      `The folder ${root} cannot be made or used (${codeOf(error)}).`,
      'Run this as the user who owns it or may write to its parent, or name another folder with --folder.',
      { cause: error },
    );
  }
  refuseForeignData(folder);
  refuseFullDisk(root, 'Free some space, or name a folder on another disk with --folder.');
  return folder;
}

/** Whether it was there before us, and is somebody else's: not to be filled, closed to others or cleared. */
export function isForeign(root: string): boolean {
  const names = isFolder(root) ? readdirSync(root) : [];
  if (names.includes('secrets.json') || isFolder(path.join(root, 'postgres', 'cluster'))) return false;
  return names.some((name) => !SKELETON.includes(name) && !name.endsWith('.draft'));
}

/** Written whole or not at all, readable by the owner only: a start that is killed half-way leaves no half secret. */
export function writePrivately(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  const handle = openSync(draft, 'w', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown reason';
}

/**
 * Open to pass and closed to writing, whatever the umask of the caller leaves out or lets in: the database of root has to
 * reach its data, and nobody else may put another in the place of an anchor.
 *
 * One after the other: where the system says of a folder that it makes, as it does in /proc, that there is none, Node's own
 * way through all of them begins anew for ever.
 */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (folder !== path.dirname(folder)) makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
    chmodSync(folder, 0o711);
  } catch (error) {
    // Another start may have made it meanwhile.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Root may enter any folder, but would hand the database to `nobody` and so lock its owner out. */
function refuseForeignData({ root, postgres }: StateFolder): void {
  const owner = statSync(path.join(postgres, 'cluster'), { throwIfNoEntry: false })?.uid;
  if (process.getuid?.() !== 0 || owner === undefined || owner === 0 || owner === NOBODY) return;
  throw new StartRefused(
    `The data in ${root} belongs to another user (number ${owner}).`,
    'Run this as that user, or name another folder with --folder.',
  );
}

export function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export function refuseFullDisk(root: string, wayOut: string): void {
  const freeBytes = freeBytesOf(root);
  if (freeBytes >= FREE_BYTES_MIN) return;
  throw new StartRefused(
    `The disk that holds ${root} has only ${Math.floor(freeBytes / 2 ** 20)} MB free; 512 MB are needed.`,
    wayOut,
  );
}
