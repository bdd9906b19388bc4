import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** A follower looks often; at the first look at an old file, its end is enough. */
const SIZE_BYTES_MAX = 4 * 2 ** 20;

/** Gives the whole lines that were added to a file since the last look; a file that was begun anew is read anew. */
export class LineReader {
  private offset = 0;
  private rest = Buffer.alloc(0);

  constructor(private readonly file: string) {}

  read(): string[] {
    const size = statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
    if (size < this.offset) this.restart();
    const start = Math.max(this.offset, size - SIZE_BYTES_MAX);
    const skipped = start > this.offset;
    const added = this.bytes(start, size - start);
    this.offset = start + added.length;
    const lines = this.split(skipped ? added : Buffer.concat([this.rest, added]));
    return skipped ? lines.slice(1) : lines;
  }

  private restart(): void {
    this.offset = 0;
    this.rest = Buffer.alloc(0);
  }

  private bytes(start: number, length: number): Buffer {
    if (length <= 0) return Buffer.alloc(0);
    const handle = openSync(this.file, 'r');
    try {
      const buffer = Buffer.alloc(length);
      return buffer.subarray(0, readSync(handle, buffer, 0, length, start));
    } finally {
      closeSync(handle);
    }
  }

  /** An app may be in the middle of a line; its beginning waits for the next look. */
  private split(bytes: Buffer): string[] {
    const end = bytes.lastIndexOf('\n') + 1;
    this.rest = Buffer.from(bytes.subarray(end));
    return bytes
      .subarray(0, end)
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
  }
}
