import type { FhirResource } from 'fhir/r4.js';
import type { Entry } from '../reading/references.js';
import type { ImportDesk } from './import-desk.js';

/** For types where one resource is one row. */
export function takeEach<T>(
  desk: ImportDesk,
  type: string,
  reader: (entry: Entry) => T,
  write: (record: T) => FhirResource,
): T[] {
  return desk.open(type).flatMap((entry) => {
    const record = desk.read(entry, reader);
    if (record === undefined) return [];
    desk.taken(entry, write(record));
    return [record];
  });
}
