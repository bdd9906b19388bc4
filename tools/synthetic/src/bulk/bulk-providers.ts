import type { EpochDay } from '../calendar/days.js';
import { asciiName } from '../clinic/people/ascii-name.js';
import { inventedPhone } from '../clinic/people/invented-phone.js';
import { npiOf } from '../clinic/staff/npi.js';
import { familyNames } from '../data/family-names.data.js';
import { givenNames } from '../data/given-names.data.js';
import { Prng } from '../random/prng.js';
import { RowIds } from '../random/row-ids.js';
import { copyLine } from './copy-line.js';
import { instantText } from './time-texts.js';

const AREA_CODE = '617';
const NOON_MINUTE = 1000;
/** So many patients are looked after by one provider at a time. */
const PATIENTS_EACH = 200;
/** Providers take turns in teams: patients see several of them, and each is seen by as many. */
const TEAM = 4;

/** The family doctors of a bulk load, five for each thousand patients. They see people of every age. */
export class BulkProviders {
  static readonly specialty = 'Family Medicine';
  static readonly department = 'Primary Care';
  static readonly rowsPerPatient = 1 / PATIENTS_EACH;
  static readonly patientsEach = PATIENTS_EACH;

  private readonly details: Prng;
  private readonly ids: RowIds;

  constructor(
    seed: number,
    private readonly at: { anchorDay: EpochDay; epochMilliseconds: number },
  ) {
    this.details = new Prng(seed, 'bulk.provider');
    this.ids = new RowIds(seed, 'bulk.provider', at.epochMilliseconds);
  }

  /** Whom a patient sees at the visit of that number: for each number another patient's group has another provider. */
  idFor(patient: number, visit: number): string {
    return this.ids.at(Math.floor(patient / PATIENTS_EACH) ^ (visit % TEAM));
  }

  /** A whole team, before the first of its patients. */
  lines(patient: number): string {
    if (patient % (PATIENTS_EACH * TEAM) !== 0) return '';
    const first = patient / PATIENTS_EACH;
    return Array.from({ length: TEAM }, (_, k) => this.line(first + k)).join('');
  }

  private line(n: number): string {
    const random = this.details.rekey(n);
    const given = random.pick(random.chance(500) ? givenNames.female : givenNames.male);
    const family = random.pick(familyNames);
    const since = instantText(this.at.anchorDay - random.between(4000, 6000), NOON_MINUTE);
    const email = `${asciiName(given)}.${asciiName(family)}.${n}@clinic.example.org`;
    // Those of the clinic's own providers begin with 200.
    const named = [this.ids.at(n), npiOf(`29${String(n).padStart(7, '0')}`), `Dr. ${given} ${family}`];
    const post = [BulkProviders.specialty, BulkProviders.department, inventedPhone(random, AREA_CODE), email];
    return copyLine([...named, ...post, String(random.chance(750)), since, since]);
  }
}
