import type { Revocation } from '@caregate/core-contracts';
import type { RevocationIndex } from './revocation-index.js';

/** The table `access.revocation`, in the order of its commits. */
export interface RevocationsSource {
  /** All revocations after that position that have not expired. */
  since(seq: number): Promise<readonly Revocation[]>;
  /** The last position; 0 when there is none. */
  head(): Promise<number>;
}

export interface RevocationReaderOptions {
  readonly source: RevocationsSource;
  readonly index: RevocationIndex;
  readonly onNews: (revocation: Revocation) => void;
  readonly timeoutMilliseconds: number;
  /** Monotonic, so that no change of the wall clock makes old knowledge look young. */
  readonly nowMilliseconds: () => number;
}

/**
 * A process that was held up finds its timers due before it hears its sockets (libuv: timers, then poll): an answer that
 * has long arrived is still read within this time.
 */
const HEARING_MILLISECONDS = 250;

/** Brings the index up to date with the table, and remembers how old its knowledge is. */
export class RevocationReader {
  private lastSeq = 0;
  private knownAt: number;
  private hasRead = false;

  constructor(private readonly options: RevocationReaderOptions) {
    this.knownAt = options.nowMilliseconds();
  }

  /** Everything up to this position is known. */
  get seq(): number {
    return this.lastSeq;
  }

  /** Counted from the start of the last read that succeeded: what was committed after that start may be missing. */
  get ageMilliseconds(): number {
    return this.options.nowMilliseconds() - this.knownAt;
  }

  isOlderThan(milliseconds: number): boolean {
    return !this.hasRead || this.ageMilliseconds > milliseconds;
  }

  /** Makes the next read one of the whole table. */
  beginAnew(): void {
    this.lastSeq = 0;
  }

  async read(): Promise<void> {
    const startedAt = this.options.nowMilliseconds();
    await this.withinTime(this.catchUp());
    this.knownAt = startedAt;
    this.hasRead = true;
  }

  private async catchUp(): Promise<void> {
    const { source, index, onNews } = this.options;
    const head = await source.head();
    if (head === this.lastSeq) return;
    // A table that has become shorter was restored from a backup: its rows are others than those we have read.
    const revocations = await source.since(head < this.lastSeq ? 0 : this.lastSeq);
    for (const revocation of revocations) if (index.apply(revocation)) onNews(revocation);
    this.lastSeq = head;
  }

  /** A read that hangs counts as failed, so that the next one gets its turn. */
  private async withinTime(work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      const fail = (): void => reject(new Error('Reading the revocations took too long.'));
      const hear = (): void => void (timer = setTimeout(fail, HEARING_MILLISECONDS).unref());
      timer = setTimeout(hear, this.options.timeoutMilliseconds).unref();
    });
    try {
      await Promise.race([work, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }
}
