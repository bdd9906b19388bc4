import type { EpochDay } from './days.js';

const MINUTES_PER_DAY = 1440;
const MILLISECONDS_PER_MINUTE = 60_000;

/** The clock on the clinic's wall: turns a local day and minute into an instant, whatever the season. */
export class ZonedClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<EpochDay, number>();

  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  }

  instant(day: EpochDay, minute: number): string {
    const local = (day * MINUTES_PER_DAY + minute) * MILLISECONDS_PER_MINUTE;
    return new Date(local - this.offsetAtNoon(day) * MILLISECONDS_PER_MINUTE).toISOString();
  }

  /** Minutes east of Greenwich at noon: zones shift their clocks at night, while the clinic is closed. */
  private offsetAtNoon(day: EpochDay): number {
    const known = this.offsets.get(day);
    if (known !== undefined) return known;
    const noon = (day * MINUTES_PER_DAY + MINUTES_PER_DAY / 2) * MILLISECONDS_PER_MINUTE;
    const offset = this.offsetAt(noon - this.offsetAt(noon) * MILLISECONDS_PER_MINUTE);
    this.offsets.set(day, offset);
    return offset;
  }

  private offsetAt(instant: number): number {
    return Math.round((this.readAsUtc(instant) - instant) / MILLISECONDS_PER_MINUTE);
  }

  private readAsUtc(instant: number): number {
    const parts = new Map(this.format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  }
}
