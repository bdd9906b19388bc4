import { cautionsAt, type Taking } from './ages/cautions-at.js';
import { classesOf, shareSubstance, substancesIn } from './drugs/drug-names.js';
import { groupsNamedBy } from './drugs/groups-named-by.js';
import { interactions } from './interactions/interactions.data.js';
import { labelCautions } from './drugs/label-cautions.data.js';
import { actsElsewhere, placeOf, type Place } from './drugs/place-of.js';
import { withArticle } from './drugs/with-article.js';
import type { DrugClass } from './drugs/drug-class.js';
import type { Interaction } from './interactions/interaction.js';

export interface RecordedAllergy {
  readonly allergen: string;
  readonly reaction: string | null;
  readonly severity: string | null;
}

/** What a patient takes already, and how. */
export interface ActiveDrug {
  readonly name: string;
  readonly route?: string | null;
}

/** Something that stands against a prescription. `blocking` ones are only written with an override. */
export interface Warning {
  readonly kind: 'allergy' | 'allergy_class' | 'duplicate' | 'duplicate_class' | 'interaction' | 'age';
  readonly severity: string;
  readonly blocking: boolean;
  readonly message: string;
  readonly source?: string;
}

/** Everything known to stand against a new prescription, worst first. Without `taking` the age is not looked at. */
export function checkPrescription(
  drug: string,
  allergies: readonly RecordedAllergy[],
  active: readonly ActiveDrug[],
  taking?: Taking,
): readonly Warning[] {
  const asked = { name: drug, place: placeOf(drug, taking?.route) };
  const others = active.map(({ name, route }) => ({ name, place: placeOf(name, route) }));
  const warnings = [
    ...(taking === undefined ? [] : againstAge(drug, taking)),
    ...allergies.flatMap((allergy) => againstAllergy(drug, allergy)),
    ...others.flatMap((other) => [...duplicates(asked, other), ...interacting(asked, other)]),
  ];
  return warnings.sort((one, other) => rankOf(one) - rankOf(other));
}

function rankOf({ severity, blocking }: Warning): number {
  if (severity === 'contraindicated') return 0;
  if (severity === 'low') return 3;
  return blocking ? 1 : 2;
}

function againstAllergy(drug: string, allergy: RecordedAllergy): Warning[] {
  const { allergen, reaction } = allergy;
  const severity = allergy.severity ?? 'unknown';
  const told = reaction === null ? '' : ` (${reaction})`;
  if (shareSubstance(drug, allergen))
    return [
      {
        kind: 'allergy',
        severity,
        blocking: true,
        message: `The patient is allergic to ${allergen}${told}, which ${drug} contains.`,
      },
    ];
  const [named, own] = [groupsNamedBy(allergen), groupsOf(allergen)];
  const shared = groupsOf(drug).find((group) => named.includes(group) || (group.crossReactive && own.includes(group)));
  if (shared === undefined) return cautions(drug, { ...allergy, severity }, [...named, ...own]);
  const message = `The patient is allergic to ${allergen}${told}; ${drug} is ${withArticle(shared.name)} too.`;
  return [{ kind: 'allergy_class', severity, blocking: true, message }];
}

/** As the record has it where a reaction was not grave. */
const LESS: ReadonlySet<string> = new Set(['mild', 'moderate']);

function cautions(
  drug: string,
  { allergen, severity }: RecordedAllergy & { severity: string },
  groups: readonly DrugClass[],
): Warning[] {
  const parties = partiesOf({ name: drug, place: undefined });
  const allergens = new Set([...substancesIn(allergen), ...groups.map(({ name }) => name)]);
  return labelCautions
    .filter(({ allergy, drugs }) => allergens.has(allergy) && drugs.some((one) => parties.has(one)))
    .map(({ message, source, stopsUnlessMild = false }) => {
      const blocking = stopsUnlessMild && !LESS.has(severity);
      const told = { message: `The patient is allergic to ${allergen}; ${drug} ${message}`, source };
      return { kind: 'allergy_class', severity: blocking ? severity : 'low', blocking, ...told };
    });
}

/** A product, and where it is put. */
interface Product {
  readonly name: string;
  readonly place: Place | undefined;
}

function duplicates(drug: Product, other: Product): Warning[] {
  if (shareSubstance(drug.name, other.name)) return [sameSubstance(drug, other)];
  const groups = groupsActing(other);
  const shared = groupsActing(drug).find((one) => one.duplicate && groups.includes(one));
  if (shared === undefined) return [];
  const message = `The patient takes ${other.name} already, which is ${withArticle(shared.name)} too.`;
  return [{ kind: 'duplicate_class', severity: 'moderate', blocking: false, message }];
}

/** A spray for the nose beside one for the lungs is what is usual. */
function sameSubstance(drug: Product, { name, place }: Product): Warning {
  const message = `The patient takes ${name} already, which has the same substance`;
  if (drug.place === place) return { kind: 'duplicate', severity: 'serious', blocking: true, message: `${message}.` };
  return { kind: 'duplicate', severity: 'low', blocking: false, message: `${message} for another place.` };
}

function interacting(drug: Product, other: Product): Warning[] {
  const [ours, theirs] = [partiesOf(drug), partiesOf(other)];
  return interactions
    .filter(({ between: [one, two] }) => (ours.has(one) && theirs.has(two)) || (ours.has(two) && theirs.has(one)))
    .map((found) => warningOf(found, drug.name, other.name));
}

function warningOf({ severity, effect, source }: Interaction, drug: string, other: string): Warning {
  const message = `${drug} with ${other}: ${effect}`;
  return { kind: 'interaction', severity, blocking: severity !== 'moderate', message, source };
}

function againstAge(drug: string, taking: Taking): Warning[] {
  return cautionsAt(drug, taking).map(({ age, severity, effect, source }) => {
    const message = `${drug} ${age}: ${effect}`;
    return { kind: 'age', severity, blocking: severity !== 'moderate', message, source };
  });
}

/** By what the tables of interactions name a drug: its substances and their groups. */
function partiesOf(drug: Product): ReadonlySet<string> {
  return new Set([...substancesActing(drug), ...groupsActing(drug).map(({ name }) => name)]);
}

function groupsActing(drug: Product): readonly DrugClass[] {
  return substancesActing(drug).flatMap((substance) => classesOf(substance));
}

function substancesActing({ name, place }: Product): readonly string[] {
  return substancesIn(name).filter((substance) => actsElsewhere(substance, place));
}

function groupsOf(drug: string): readonly DrugClass[] {
  return substancesIn(drug).flatMap((substance) => classesOf(substance));
}
