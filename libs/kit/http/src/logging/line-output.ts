import { write, writeSync } from 'node:fs';

const GATHERED_CHARACTERS = 16_000;
const EVERY_MILLISECONDS = 100;
/** Kept for a disk that is full or a reader that is slow. What comes beyond is lost, as the service goes first. */
const KEPT_CHARACTERS_MAX = 4 * 1024 * 1024;
const FAREWELL_MILLISECONDS = 1_000;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * Lines on their way to a file descriptor, gathered and written behind the answers. Whatever writing fails with, nothing
 * is thrown and nobody waits: the lines stay where they are, up to a bound, and are tried again. The descriptor must stay open
 * as long as the process lives.
 */
export class LineOutput {
  private gathered = '';
  /** Of what was to be written, as much as was not. */
  private rest: Buffer = Buffer.alloc(0);
  private writing = false;
  private failed = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly descriptor: number) {
    process.on('exit', () => this.flushSync());
  }

  write(lines: string): void {
    if (this.gathered.length > KEPT_CHARACTERS_MAX) return;
    this.gathered += lines;
    this.goOn();
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.writing) return;
    const bytes = this.taken();
    if (bytes.length === 0) return;
    this.writing = true;
    write(this.descriptor, bytes, (error, written) => {
      this.writing = false;
      this.failed = error !== null;
      // Behind it comes what `flushSync` could not write meanwhile.
      this.rest = Buffer.concat([this.failed ? bytes : bytes.subarray(written), this.rest]);
      this.goOn();
    });
  }

  /** At the end, and before it for what is fatal. A reader that is only slow is given a moment. */
  flushSync(): void {
    const deadline = performance.now() + FAREWELL_MILLISECONDS;
    this.rest = this.taken();
    while (this.rest.length > 0)
      try {
        this.rest = this.rest.subarray(writeSync(this.descriptor, this.rest));
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) return;
        Atomics.wait(sleeper, 0, 0, 10);
      }
  }

  private goOn(): void {
    const much = this.rest.length > 0 || this.gathered.length >= GATHERED_CHARACTERS;
    if (much && !this.failed) this.flush();
    else if (much || this.gathered !== '') this.timer ??= setTimeout(() => this.flush(), EVERY_MILLISECONDS).unref();
  }

  private taken(): Buffer {
    const text = Buffer.from(this.gathered);
    const bytes = this.rest.length === 0 ? text : Buffer.concat([this.rest, text]);
    this.gathered = '';
    this.rest = Buffer.alloc(0);
    return bytes.subarray(0, KEPT_CHARACTERS_MAX);
  }
}

/** A pipe whose reader is behind (POSIX write, EAGAIN). */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}
