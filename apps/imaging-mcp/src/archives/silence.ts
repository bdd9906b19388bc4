import { begun, BEGINNING } from './begun.js';

/** Ends what waits for an archive that says nothing: before its answer begins, and between any two parts of it. */
export class Silence {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(milliseconds: number) {
    const tooLong = new DOMException('The archive kept silent.', 'TimeoutError');
    this.timer = setTimeout(() => this.controller.abort(tooLong), milliseconds);
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

  private async *counted(parts: AsyncIterable<Uint8Array> | undefined): AsyncGenerator<Uint8Array> {
    try {
      yield BEGINNING;
      for await (const part of parts ?? []) {
        this.timer.refresh();
        yield part;
      }
    } finally {
      this.over();
      // What is left without being read would keep its connection.
      this.controller.abort();
    }
  }
}
