import { tableKey } from './table-key.js';

/** Odd, so that multiplying by it is a permutation of the numbers of any power of two. */
const ODD = 0x9e3779b1;

/** Codes that look random and cannot collide: the row's number goes through a permutation of all codes of that length. */
export class ShortCodes {
  private readonly bits: number;
  private readonly mask: number;
  private readonly key: number;

  constructor(
    seed: number,
    private readonly prefix: string,
    private readonly digits: 6 | 7,
  ) {
    this.bits = digits * 4;
    this.mask = 2 ** this.bits - 1;
    this.key = tableKey(seed, prefix) & this.mask;
  }

  at(n: number): string {
    let x = (n ^ this.key) & this.mask;
    x = Math.imul(x, ODD) & this.mask;
    x ^= x >>> (this.bits >> 1);
    x = Math.imul(x, ODD) & this.mask;
    return this.prefix + x.toString(16).toUpperCase().padStart(this.digits, '0');
  }
}
