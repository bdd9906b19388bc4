import { randomBytes } from 'node:crypto';

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
  const bytes = randomBytes(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | count, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
