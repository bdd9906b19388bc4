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
  private looking: Promise<void> | undefined;
  private readonly stopping = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: KeyWatchOptions) {
    this.timer = setInterval(() => (this.looking ??= this.look()), options.intervalMilliseconds).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const published = await this.read();
      if (published !== this.seen) this.options.onChange();
      this.seen = published;
    } catch {
      // An issuer that is away tells nothing; how long its keys serve meanwhile is for who holds them.
    } finally {
      this.looking = undefined;
    }
  }

  private async read(): Promise<string> {
    const patience = AbortSignal.timeout(ANSWER_MILLISECONDS_MAX);
    const signal = AbortSignal.any([patience, this.stopping.signal]);
    const response = await fetch(this.options.url, { redirect: 'error', signal });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`The issuer answered ${response.status}.`);
    return text;
  }
}
