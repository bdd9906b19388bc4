import type { ImageSet } from '../archive/image-set.js';
import { compared } from './compared.js';
import type { SearchSort } from './search-criteria.js';
import { sortKey } from './sort-key.js';

/** In the order asked for; equal ones by their id, so that pages neither repeat nor lose any. */
export function sorted(sets: readonly ImageSet[], { sortField, sortOrder }: SearchSort): readonly ImageSet[] {
  const sign = sortOrder === 'ASC' ? 1 : -1;
  return sets.toSorted(
    (a, b) => sign * compared(sortKey(a, sortField), sortKey(b, sortField)) || compared(a.imageSetId, b.imageSetId),
  );
}
