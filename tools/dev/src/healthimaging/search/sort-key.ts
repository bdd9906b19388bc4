import type { ImageSet } from '../archive/image-set.js';
import type { SearchSort } from './search-criteria.js';
import { studyMoment } from './study-moment.js';

/** What image sets are compared by. */
export function sortKey(set: ImageSet, field: SearchSort['sortField']): number | string {
  if (field === 'createdAt') return set.createdAt;
  if (field === 'updatedAt') return set.versions.at(-1)?.updatedAt ?? set.createdAt;
  return studyMoment(set.tags['DICOMStudyDate']?.toString(), set.tags['DICOMStudyTime']?.toString());
}
