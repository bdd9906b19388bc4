import { isoDate, yearsBetween, type EpochDay } from '../calendar/days.js';
import { dosageText } from '../clinic/medications/dosage-text.js';
import { planDrugs, type PlannedDrug } from '../clinic/medications/plan-drugs.js';
import { hex16 } from '../random/hex.js';
import { Prng } from '../random/prng.js';
import { RowIds } from '../random/row-ids.js';
import { tableKey } from '../random/table-key.js';
import type { BulkAllergies } from './bulk-allergies.js';
import type { BulkPeople } from './bulk-people.js';
import { copyLine } from './copy-line.js';
import { instantText } from './time-texts.js';

const PRESCRIBER = 'Dr. Sarah Smith';
/** More than anybody has conditions and seconds for them. */
const PER_PATIENT_MAX = 64;
const NOON_MINUTE = 1000;
const DISCONTINUED_PERMILLE = 110;

/** Lasting treatment of a bulk load: what goes with the conditions, the age and the allergies of each patient. */
export class BulkMedications {
  private readonly plans: Prng;
  private readonly details: Prng;
  private readonly ids: RowIds;
  private readonly prefix: string;

  constructor(
    seed: number,
    private readonly at: {
      people: BulkPeople;
      allergies: BulkAllergies;
      anchorDay: EpochDay;
      epochMilliseconds: number;
    },
  ) {
    this.plans = new Prng(seed, 'bulk.medication');
    this.details = new Prng(seed, 'bulk.medication.details');
    this.ids = new RowIds(seed, 'bulk.medication', at.epochMilliseconds);
    this.prefix = `MED${hex16[tableKey(seed, 'medication') >>> 16]}`.toUpperCase();
  }

  lines(n: number): string {
    const { people, allergies, anchorDay } = this.at;
    const { subject, since } = people.subject(n);
    const years = yearsBetween(subject.birthDay, anchorDay);
    const plan = planDrugs(this.plans.rekey(n), { subject, years }, allergies.classes(n, years));
    const of = { patientId: people.id(n), since: Math.min(Math.max(since, anchorDay - 900), anchorDay - 5) };
    return plan.map((planned, k) => this.line(n * PER_PATIENT_MAX + k, planned, of)).join('');
  }

  private line(
    row: number,
    { drug, indication }: PlannedDrug,
    { patientId, since }: { patientId: string; since: EpochDay },
  ): string {
    const random = this.details.rekey(row);
    const day = random.between(since, this.at.anchorDay - 5);
    const active = !random.chance(DISCONTINUED_PERMILLE);
    const written = instantText(day, NOON_MINUTE);
    const dose = [dosageText(drug), drug.doseValue, drug.doseUnit ?? 'mg', drug.frequency, drug.route ?? 'Oral'];
    const key = `${this.prefix}${String(row).padStart(9, '0')}`;
    const course = [active ? 'active' : 'discontinued', active ? random.between(0, 5) : 0, `For ${indication}`];
    const named = [this.ids.at(row), key, patientId, drug.name, drug.rxnormCode];
    return copyLine([...named, ...dose, isoDate(day), PRESCRIBER, ...course, written, written]);
  }
}
