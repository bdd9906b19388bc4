import { begun, BEGINNING } from './begun.js';

/** Ends what waits for an archive that says nothing: before its answer begins, and between any two parts of it. */
export class Silence {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout;

  constructor(private readonly milliseconds: number) {
    this.timer = this.begin();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  over(): void {
    clearTimeout(this.timer);
  }

  /** Begins to count anew with every part; whoever leaves lets go of the archive, be it before the first. */
  within(parts: AsyncIterable<Uint8Array> | undefined): Promise<AsyncGenerator<Uint8Array>> {
    return begun(this.counted(parts));
  }

  private begin(): NodeJS.Timeout {
    const tooLong = () => this.controller.abort(new DOMException('The archive kept silent.', 'TimeoutError'));
    return setTimeout(tooLong, this.milliseconds);
  }

  private async *counted(parts: AsyncIterable<Uint8Array> | undefined): AsyncGenerator<Uint8Array> {
    try {
      // Nothing counts while it is not the archive that is waited for, but whoever reads.
      this.over();
      yield BEGINNING;
      this.timer = this.begin();
      for await (const part of parts ?? []) {
        this.over();
        yield part;
        this.timer = this.begin();
      }
    } finally {
      this.over();
      // What is left without being read would keep its connection.
      this.controller.abort();
    }
  }
}
