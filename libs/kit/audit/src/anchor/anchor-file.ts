import { createReadStream } from 'node:fs';
import { mkdir, open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { errorCodeOf } from '../error-code.js';
import { anchorOfLine, lineOf, type SignedAnchor } from './signed-anchor.js';

/** More than the longest line. */
const TAIL_BYTES = 64 * 1024;
const LINE_END = 0x0a;

/** The original of the anchors: one line each, only ever appended to. Ship it to write-once storage. */
export class AnchorFile {
  constructor(private readonly file: string) {}

  /** Resolves when the lines are on disk. */
  async append(anchors: readonly SignedAnchor[]): Promise<void> {
    const isNew = (await this.sizeBytes()) === 0;
    if (isNew) await mkdir(path.dirname(this.file), { recursive: true });
    await withFile(this.file, 'a', async (handle) => {
      await handle.appendFile(anchors.map((anchor) => `${lineOf(anchor)}\n`).join(''));
      await handle.sync();
    });
    if (isNew) await syncFolder(path.dirname(this.file));
  }

  async last(): Promise<SignedAnchor | undefined> {
    const line = (await this.tail()).toString('utf8').trimEnd().split('\n').at(-1);
    return line === undefined || line === '' ? undefined : anchorOfLine(line);
  }

  /** Cuts off what a crash in the middle of writing has left after the last whole line. */
  async mend(): Promise<boolean> {
    const [whole, size] = [await this.wholeBytes(), await this.sizeBytes()];
    if (whole < size) await withFile(this.file, 'r+', (handle) => handle.truncate(whole));
    return whole < size;
  }

  /** How far whole lines go. */
  async wholeBytes(): Promise<number> {
    const tail = await this.tail();
    return (await this.sizeBytes()) - (tail.length - (tail.lastIndexOf(LINE_END) + 1));
  }

  /** All lines up to a size, one at a time. */
  async *read(sizeBytes?: number): AsyncGenerator<SignedAnchor> {
    const size = sizeBytes ?? (await this.wholeBytes());
    if (size === 0) return;
    const input = createReadStream(this.file, { end: size - 1 });
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield anchorOfLine(line);
  }

  /** 0 where there is no file. */
  private async sizeBytes(): Promise<number> {
    try {
      return (await stat(this.file)).size;
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return 0;
      throw error;
    }
  }

  private async tail(): Promise<Buffer> {
    const size = await this.sizeBytes();
    const length = Math.min(size, TAIL_BYTES);
    if (length === 0) return Buffer.alloc(0);
    return withFile(this.file, 'r', async (handle) => {
      const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
      return buffer;
    });
  }
}

async function withFile<T>(file: string, flags: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(file, flags, 0o600);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

/** Without it a power cut may take away the name of a file whose content is safe. Windows opens no folders. */
async function syncFolder(folder: string): Promise<void> {
  if (path.sep === '/') await withFile(folder, 'r', (handle) => handle.sync());
}
