import { dayOf, type EpochDay } from '../calendar/days.js';
import { ZonedClock } from '../calendar/zoned-clock.js';
import { Prng } from '../random/prng.js';
import { RowIds } from '../random/row-ids.js';
import { ShortCodes } from '../random/short-codes.js';

/** What every generator of the clinic needs: its day, its clock, and randomness and names for rows by number. */
export class ClinicContext {
  readonly anchorDay: EpochDay;
  readonly clock: ZonedClock;
  private readonly ids = new Map<string, RowIds>();

  constructor(
    readonly seed: number,
    readonly anchorDate: string,
    timeZone: string,
  ) {
    this.anchorDay = dayOf(anchorDate);
    this.clock = new ZonedClock(timeZone);
  }

  random(table: string, n = 0): Prng {
    return new Prng(this.seed, table, n);
  }

  id(table: string, n: number): string {
    const ids = this.ids.get(table) ?? new RowIds(this.seed, table, Date.parse(this.anchorDate));
    this.ids.set(table, ids);
    return ids.at(n);
  }

  /** MRN4F2A91 and the like: a prefix and six hexadecimal digits, as the older system made them, never twice. */
  code(prefix: string, n: number): string {
    return new ShortCodes(this.seed, prefix, 6).at(n);
  }
}
