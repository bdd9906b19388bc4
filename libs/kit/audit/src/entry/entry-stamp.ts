import { randomUUID } from 'node:crypto';

export interface Stamp {
  /** UUIDv7: its first 48 bits are `recordedAt`, so that to order by id is to order by time. */
  readonly id: string;
  readonly recordedAt: string;
}

/**
 * Gives every entry an id and a time that agree (RFC 9562 §5.7). Within a millisecond the 12 bits after the version
 * count up (§6.2, method 1), so that the ids of one process rise in the order in which they were given out. The clock is
 * followed when it is set back: the trail shows what the clock said, and `verifyAudit` reports it.
 */
export class EntryStamp {
  private milliseconds = 0;
  private count = 0;

  constructor(private readonly clock: () => Date = () => new Date()) {}

  next(): Stamp {
    const now = this.clock().getTime();
    if (now !== this.milliseconds) {
      this.milliseconds = now;
      this.count = 0;
    } else if (this.count < COUNT_MAX) this.count += 1;
    return { id: uuidV7(now, this.count), recordedAt: new Date(now).toISOString() };
  }
}

const COUNT_MAX = 0xfff;

function uuidV7(milliseconds: number, count: number): string {
  const time = milliseconds.toString(16).padStart(12, '0');
  // Variant and random bits stand at the same place in version 4, which Node draws from a cache.
  const random = randomUUID();
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count.toString(16).padStart(3, '0')}${random.slice(18)}`;
}
