import type { FhirResource } from 'fhir/r4.js';
import type { Entry } from '../reading/references.js';
import type { ImportDesk } from './import-desk.js';

/** For types where one resource is one row; `which`: where a type is of several kinds. */
export function takeEach<T>(
  desk: ImportDesk,
  type: string,
  reader: (entry: Entry) => T,
  write: (record: T) => FhirResource,
  which: (entry: Entry) => boolean = () => true,
): T[] {
  const entries = desk.open(type).filter(which);
  return entries.flatMap((entry) => {
    const record = desk.read(entry, reader);
    if (record === undefined) return [];
    desk.taken(entry, write(record));
    return [record];
  });
}
