import { mix } from './mix.js';
import { tableKey } from './table-key.js';

/**
 * A stream of integers that depends on nothing but (seed, table, n): any row can be made again without making those
 * before it. Integers only (xoroshiro64*, Blackman and Vigna 2018), so that every machine makes the same clinic.
 */
export class Prng {
  private a = 0;
  private b = 0;
  private readonly table: number;

  constructor(seed: number, table: string, n = 0) {
    this.table = tableKey(seed, table);
    this.rekey(n);
  }

  /** Starts the stream of another row of the same table; a bulk load makes no object per row. */
  rekey(n: number): this {
    this.a = mix(this.table ^ mix(n));
    this.b = mix(this.a ^ (n + 0x9e3779b9)) | 1;
    return this;
  }

  /** 32 bits, unsigned. */
  next(): number {
    const product = Math.imul(this.a, 0x9e3779bb);
    const b = this.b ^ this.a;
    this.a = ((this.a << 26) | (this.a >>> 6)) ^ b ^ (b << 9);
    this.b = (b << 13) | (b >>> 19);
    return product >>> 0;
  }

  /** 0 to limit - 1. The product stays below 2^53, so it is exact. */
  below(limit: number): number {
    return Math.floor((this.next() * limit) / 0x1_0000_0000);
  }

  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(permille: number): boolean {
    return this.below(1000) < permille;
  }

  /** A bell of three uniform parts: mean 0, standard deviation 1000, never beyond ±3000. */
  bell(): number {
    return this.between(-1000, 1000) + this.between(-1000, 1000) + this.between(-1000, 1000);
  }

  /** One of them; the list must not be empty. */
  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new RangeError('Nothing to pick from.');
    return found;
  }

  /** All of them in another order. */
  shuffled<T>(list: readonly T[]): T[] {
    const keyed = list.map((item) => ({ item, at: this.next() }));
    return keyed.sort((x, y) => x.at - y.at).map(({ item }) => item);
  }
}
