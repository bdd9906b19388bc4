import type { EpochDay } from '../calendar/days.js';
import { workday } from '../calendar/workday.js';
import type { ZonedClock } from '../calendar/zoned-clock.js';
import { clinicHours } from '../clinic/visits/clinic-hours.js';
import { locationOf } from '../clinic/people/location-of.js';
import { hex16 } from '../random/hex.js';
import { mix } from '../random/mix.js';
import { Prng } from '../random/prng.js';
import { RowIds } from '../random/row-ids.js';
import { tableKey } from '../random/table-key.js';
import { BulkProviders } from './bulk-providers.js';
import type { BulkPeople } from './bulk-people.js';
import { copyLine } from './copy-line.js';

const { opens, lunchBegins, lunchEnds, closes, cellMinutes } = clinicHours;
const MORNING = (lunchBegins - opens) / cellMinutes;
const CELLS = MORNING + (closes - lunchEnds) / cellMinutes;
const WEEKS = 26;
const SLOTS = WEEKS * 5 * CELLS;
/** A prime that is no part of the number of slots: multiplied by it, places become other places, no two the same. */
const STEP = 1033;
const VISITS = 3;
const CANCELLED_PERMILLE = 110;
const reasons = ['Vaccination', 'Back pain', 'Medication review', 'Blood pressure check', 'Travel advice'] as const;

/**
 * Visits of a bulk load, two behind and one ahead of each patient. Each is in a half-year of its own, so no patient has
 * two at once; in it a provider has one group of patients, each with a slot of its own, so no provider has two either.
 */
export class BulkAppointments {
  static readonly rowsPerPatient = VISITS;

  private readonly details: Prng;
  private readonly ids: RowIds;
  private readonly key: number;
  private readonly prefix: string;
  private readonly begins: readonly EpochDay[];

  constructor(
    seed: number,
    private readonly at: {
      people: BulkPeople;
      providers: BulkProviders;
      clock: ZonedClock;
      anchorDay: EpochDay;
      epochMilliseconds: number;
    },
  ) {
    this.details = new Prng(seed, 'bulk.appointment');
    this.ids = new RowIds(seed, 'bulk.appointment', at.epochMilliseconds);
    this.key = tableKey(seed, 'appointment');
    this.prefix = `APT${hex16[this.key >>> 16]}`.toUpperCase();
    // 1970-01-01 was a Thursday.
    const monday = at.anchorDay - ((at.anchorDay + 3) % 7);
    this.begins = [monday - 2 * WEEKS * 7, monday - WEEKS * 7, monday + 7];
  }

  lines(n: number): string {
    const { since } = this.at.people.subject(n);
    return this.begins.map((begin, visit) => this.line(n, visit, { begin, since })).join('');
  }

  private line(n: number, visit: number, half: { begin: EpochDay; since: EpochDay }): string {
    const { people, providers, clock, anchorDay } = this.at;
    const slot = this.slotOf(n, visit);
    const cell = slot % CELLS;
    const day = half.begin + Math.floor(slot / (5 * CELLS)) * 7 + (Math.floor(slot / CELLS) % 5);
    // Nobody comes before there is a record of them, nor on a holiday.
    if (day <= half.since || workday(day) !== day) return '';
    const random = this.details.rekey(n * VISITS + visit);
    const minute = cell < MORNING ? opens + cell * cellMinutes : lunchEnds + (cell - MORNING) * cellMinutes;
    const cancelled = random.chance(CANCELLED_PERMILLE);
    const bookedDay = Math.max(half.since, Math.min(day - random.between(2, 45), anchorDay - 1));
    const booked = clock.instant(bookedDay, random.between(opens, closes));
    const row = n * VISITS + visit;
    const whose = [`${this.prefix}${String(row).padStart(9, '0')}`, people.id(n), providers.idFor(n, visit)];
    const { department } = BulkProviders;
    const what = ['Office Visit', department, locationOf(department)];
    const status = cancelled ? 'cancelled' : day > anchorDay ? 'scheduled' : 'completed';
    const times = [clock.instant(day, minute), clock.instant(day, minute + cellMinutes)];
    const notes = cancelled ? 'Cancelled by patient' : null;
    return copyLine([
      this.ids.at(row),
      ...whose,
      ...times,
      ...what,
      status,
      random.pick(reasons),
      notes,
      booked,
      booked,
    ]);
  }

  private slotOf(n: number, visit: number): number {
    const { patientsEach } = BulkProviders;
    const turned = mix(this.key ^ mix(Math.floor(n / patientsEach) * VISITS + visit)) % SLOTS;
    return ((n % patientsEach) * STEP + turned) % SLOTS;
  }
}
