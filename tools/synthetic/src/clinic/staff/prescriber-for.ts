import type { Prng } from '../../random/prng.js';
import type { ProviderRow } from '../clinic-rows.js';
import type { Person } from '../people/person.js';
import type { Staff } from './staff.js';

/** Who treats what, where it is not the family's own doctor. */
const SPECIALISTS: Readonly<Record<string, string>> = {
  'coronary disease': 'Cardiology',
  'heart failure': 'Cardiology',
  'atrial fibrillation': 'Cardiology',
  diabetes: 'Endocrinology',
  hypothyroidism: 'Endocrinology',
  copd: 'Pulmonology',
  asthma: 'Pulmonology',
  depression: 'Psychiatry',
  'attention deficit': 'Child and Adolescent Psychiatry',
  dementia: 'Geriatric Medicine',
  glaucoma: 'Ophthalmology',
  migraine: 'Neurology',
  epilepsy: 'Neurology',
  'rheumatoid arthritis': 'Rheumatology',
  'kidney disease': 'Nephrology',
  'prostatic hyperplasia': 'Urology',
  'skin infection': 'Dermatology',
};
const SPECIALIST_PERMILLE = 450;

/** The doctor of a prescription or an order. MRN001's is Dr. Sarah Smith. */
export function prescriberFor(random: Prng, person: Person, indication: string, staff: readonly Staff[]): ProviderRow {
  const isFirst = person.row.mrn === 'MRN001';
  const general = person.years < 18 ? ['Pediatrics'] : ['Internal Medicine', 'Family Medicine'];
  const special = SPECIALISTS[indication];
  const wanted = special !== undefined && random.chance(SPECIALIST_PERMILLE) ? [special] : general;
  const fitting = staff.filter(({ specialty }) => wanted.includes(specialty.specialty));
  return (isFirst ? (staff[0] ?? random.pick(fitting)) : random.pick(fitting)).row;
}
