import { coverageOf, providerToFhir, roleOf } from '@caregate/core-fhir';
import type { FhirResource } from 'fhir/r4.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { rowIn, type FhirSource } from '../sources/fhir-sources.js';
import { rowsOf, type Listing } from './sql/listing.js';
import { coverageListing, patientListing, practitionerListing, roleListing } from './sql/people.listings.js';
import { vitalCorrectionsListing, vitalRecordingsListing, writesListings } from './sql/writes.listings.js';

/** One kind of resources in a chart: how they are listed, and how those that are listed are read. */
export interface ChartKind extends Pick<FhirSource, 'rowOf' | 'written' | 'ofPatient'> {
  readonly type: string;
  readonly listed: Listing;
}

/** What the rows of a source become. */
export function kindsOf(source: FhirSource): readonly ChartKind[] {
  return listingsOf(source).map((listed) => ({ ...source, listed }));
}

function listingsOf({ type, searched, written }: FhirSource): readonly Listing[] {
  if (searched !== undefined) return [rowsOf(searched)];
  if (type === 'Patient') return [patientListing];
  return written === undefined || written === 'vital_sign'
    ? [vitalRecordingsListing, vitalCorrectionsListing]
    : [writesListings[written]];
}

export const coverages: ChartKind = {
  type: 'Coverage',
  listed: coverageListing,
  rowOf: rowIn,
  ofPatient: async (records, id) =>
    (await records.patients((query) => query.where({ id }), 1)).flatMap((patient) => coverageOf(patient) ?? []),
};

export const practitioners: readonly ChartKind[] = [
  { type: 'Practitioner', listed: practitionerListing, ofPatient: providersAs(providerToFhir) },
  { type: 'PractitionerRole', listed: roleListing, rowOf: rowIn, ofPatient: providersAs(roleOf) },
];

type Provider = Awaited<ReturnType<FhirRecordsRepository['providers']>>[number];

/** They are nobody's record. */
function providersAs(toFhir: (provider: Provider) => FhirResource): FhirSource['ofPatient'] {
  return async (records, _patientId, rows) => (await records.providers(rows)).map(toFhir);
}
