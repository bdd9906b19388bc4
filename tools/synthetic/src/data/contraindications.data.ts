import type { DrugClass } from '../clinic/medications/drug.js';
import type { Condition } from '../subject/condition.js';

/** Classes that people with these conditions do not get: bleeding and levels under warfarin, kidneys, airways. */
export const contraindications: Partial<Readonly<Record<DrugClass, readonly Condition[]>>> = {
  NSAID: ['kidney disease', 'heart failure', 'atrial fibrillation'],
  'beta blocker': ['asthma', 'copd'],
  fluoroquinolone: ['atrial fibrillation', 'epilepsy'],
  macrolide: ['atrial fibrillation', 'heart failure'],
  sulfonamide: ['atrial fibrillation', 'kidney disease'],
};
