import { PollLoop } from '../poll-loop.js';
import { fetchDocument } from './fetch-document.js';

export interface KeyWatchOptions {
  /** Where the issuer publishes its keys. */
  readonly url: string;
  readonly intervalMilliseconds: number;
  readonly onChange: () => void;
}

const ANSWER_MILLISECONDS_MAX = 2_000;

/**
 * Looks whether the issuer still publishes the keys that it did, so that one which it believes no more is not believed here
 * for as long as its document may be kept, when the message about it was lost.
 */
export class KeyWatch {
  private seen: string | undefined;
  private readonly stopping = new AbortController();
  private readonly loop: PollLoop;

  constructor(private readonly options: KeyWatchOptions) {
    this.loop = new PollLoop(() => this.look(), options.intervalMilliseconds);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop.stop();
  }

  private async look(): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_MILLISECONDS_MAX), this.stopping.signal]);
    try {
      const published = JSON.stringify((await fetchDocument(this.options.url, signal)).document);
      if (published !== this.seen) this.options.onChange();
      this.seen = published;
    } catch {
      // An issuer that is away tells nothing; how long its keys serve meanwhile is for who holds them.
    }
  }
}
