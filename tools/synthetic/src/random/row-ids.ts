import { hex16 } from './hex.js';
import { mix } from './mix.js';
import { tableKey } from './table-key.js';

const BITS_OF_COUNTER = 12;

/**
 * Identifiers of rows, reproducible and yet UUIDs of version 7: they ascend with n, as the database's own `uuidv7()`
 * do with time, so that an index grows at its end only. The counter sits in rand_a (RFC 9562 §6.2, method 1).
 */
export class RowIds {
  private readonly key: number;
  private stamp = -1;
  private stampText = '';

  constructor(
    seed: number,
    table: string,
    private readonly epochMilliseconds: number,
  ) {
    this.key = tableKey(seed, `${table}.id`);
  }

  at(n: number): string {
    const stamp = n >>> BITS_OF_COUNTER;
    if (stamp !== this.stamp) this.remember(stamp);
    const high = mix(this.key ^ mix(n));
    const low = mix(high ^ n);
    return `${this.stampText}-${hex(0x7000 | (n & 0xfff))}-${hex(0x8000 | (high >>> 18))}-${hex(high & 0xffff)}${hex(low >>> 16)}${hex(low & 0xffff)}`;
  }

  private remember(stamp: number): void {
    const text = (this.epochMilliseconds + stamp).toString(16).padStart(12, '0');
    this.stamp = stamp;
    this.stampText = `${text.slice(0, 8)}-${text.slice(8)}`;
  }
}

function hex(n: number): string {
  return hex16[n] ?? '';
}
