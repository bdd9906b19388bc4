const NEWLINE = 0x0a;

/** Cuts a byte stream into lines, whichever way it arrives; remembers no more than `bytesMax` of a line. */
export class LineBuffer {
  private parts: Buffer[] = [];
  private bytes = 0;

  constructor(private readonly bytesMax: number) {}

  /** The lines that the chunk completes, without their ends. Throws when a line is too long. */
  *lines(chunk: Buffer): Generator<Buffer, void> {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.keep(chunk.subarray(start, end));
      start = end + 1;
      yield this.taken();
    }
    this.keep(chunk.subarray(start));
  }

  private keep(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > this.bytesMax) throw new Error(`A line is longer than ${this.bytesMax} bytes.`);
    this.parts.push(part);
  }

  private taken(): Buffer {
    const line = Buffer.concat(this.parts);
    this.parts = [];
    this.bytes = 0;
    return line;
  }
}
