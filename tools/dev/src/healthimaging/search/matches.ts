import type { ImageSet } from '../archive/image-set.js';
import { compared } from './compared.js';
import type { SearchFilter, SearchSort } from './search-criteria.js';
import { sortKey } from './sort-key.js';
import { studyMoment } from './study-moment.js';

/** Whether an image set is what a filter asks for; both ends of BETWEEN belong to it. */
export function matches(set: ImageSet, { operator, values }: SearchFilter): boolean {
  const [low, high] = operator === 'EQUAL' ? [values[0], values[0]] : values;
  if (low === undefined || high === undefined) return false;
  const [from, to] = [boundOf(low, 'begins'), boundOf(high, 'ends')];
  if (from === undefined || to === undefined) return equals(set, low);
  return compared(sortKey(set, from.field), from.at) >= 0 && compared(sortKey(set, to.field), to.at) <= 0;
}

type Value = SearchFilter['values'][number];

interface Bound {
  readonly field: SearchSort['sortField'];
  readonly at: number | string;
}

/** Undefined for what is no moment. */
function boundOf(
  { createdAt, updatedAt, DICOMStudyDateAndTime: studied }: Value,
  day: 'begins' | 'ends',
): Bound | undefined {
  if (createdAt !== undefined) return { field: 'createdAt', at: createdAt };
  if (updatedAt !== undefined) return { field: 'updatedAt', at: updatedAt };
  if (studied === undefined) return undefined;
  return { field: 'DICOMStudyDateAndTime', at: studyMoment(studied.DICOMStudyDate, studied.DICOMStudyTime, day) };
}

function equals(set: ImageSet, value: Value): boolean {
  if (value.isPrimary !== undefined) return set.isPrimary === value.isPrimary;
  return Object.entries(value).every(([name, wanted]) => set.tags[name] === wanted);
}
