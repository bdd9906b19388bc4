import { isoDate, yearsBetween, type EpochDay } from '../calendar/days.js';
import type { Allergen } from '../clinic/allergies/allergen.js';
import { codeSystems } from '../clinic/code-systems.js';
import type { DrugClass } from '../clinic/medications/drug.js';
import { allergens } from '../data/allergens.data.js';
import { reactionSeverity } from '../data/reaction-severity.data.js';
import { Prng } from '../random/prng.js';
import { RowIds } from '../random/row-ids.js';
import type { BulkPeople } from './bulk-people.js';
import { copyLine } from './copy-line.js';
import { instantText } from './time-texts.js';

/** How many of a thousand patients have at least one, two, three. */
const PERMILLE = [420, 140, 40] as const;
const NOON_MINUTE = 1000;

/** Allergies of a bulk load, half of them to drugs; most patients have none. */
export class BulkAllergies {
  private readonly choice: Prng;
  private readonly details: Prng;
  private readonly ids: RowIds;

  constructor(
    seed: number,
    private readonly at: { people: BulkPeople; anchorDay: EpochDay; epochMilliseconds: number },
  ) {
    this.choice = new Prng(seed, 'bulk.allergy');
    this.details = new Prng(seed, 'bulk.allergy.details');
    this.ids = new RowIds(seed, 'bulk.allergy', at.epochMilliseconds);
  }

  /** Classes of drugs that patient n must not get. */
  classes(n: number, years: number): ReadonlySet<DrugClass> {
    return new Set(this.of(n, years).flatMap(({ drugClass }) => drugClass ?? []));
  }

  lines(n: number): string {
    const { people, anchorDay } = this.at;
    const { subject, since } = people.subject(n);
    const patientId = people.id(n);
    const found = this.of(n, yearsBetween(subject.birthDay, anchorDay));
    return found.map((allergen, k) => this.line(n * PERMILLE.length + k, allergen, { patientId, since })).join('');
  }

  private of(n: number, years: number): readonly Allergen[] {
    const random = this.choice.rekey(n);
    const lot = random.below(1000);
    const found = new Set<Allergen>();
    for (const permille of PERMILLE) {
      const allergen = random.pick(random.chance(500) ? allergens.drugs : allergens.others);
      const [from, to] = allergen.ages ?? [1, 120];
      if (lot < permille && years >= from && years <= to) found.add(allergen);
    }
    return [...found];
  }

  private line(row: number, allergen: Allergen, { patientId, since }: { patientId: string; since: EpochDay }): string {
    const random = this.details.rekey(row);
    const reaction = random.pick(allergen.reactions);
    const day = random.between(since, this.at.anchorDay - 1);
    const system = allergen.drugClass === undefined ? codeSystems.snomed : codeSystems.rxnorm;
    const severity = random.pick(reactionSeverity[reaction] ?? ['mild']);
    const status = random.chance(60) ? 'inactive' : 'active';
    const noted = instantText(day, NOON_MINUTE);
    const coded = [allergen.allergen, system, allergen.code, reaction, severity];
    return copyLine([this.ids.at(row), patientId, ...coded, isoDate(day), status, noted, noted]);
  }
}
