import { coverageOf, periodOf, providerToFhir, roleOf, type Period } from '@caregate/core-fhir';
import type { FhirResource } from 'fhir/r4.js';
import type { EhrDatabase } from '../../testing/ehr-database.js';
import { shownTo } from '../answer/shown-to.js';
import { FhirRecordsRepository } from '../sources/fhir-records.repository.js';
import { fhirSources } from '../sources/fhir-sources.js';
import type { EverythingQuery } from './everything-query.js';

type Viewer = readonly [caller: Parameters<typeof shownTo>[0], via: string];

/** A whole chart as it is shown to somebody to whom that is open which these permissions open, made of all rows at once. */
export async function everythingOf(
  { dataSource, query }: EhrDatabase,
  id: string,
  [caller, via]: Viewer,
  isOpen: (permission: string) => boolean,
): Promise<readonly FhirResource[]> {
  const records = new FhirRecordsRepository(dataSource, { timeZone: 'America/New_York' });
  const rows = (await query(allRows)).map((row) => String(row['id']));
  const resources: FhirResource[] = [];
  for (const { permission, ofPatient } of fhirSources)
    if (isOpen(permission)) resources.push(...(await ofPatient(records, id, rows)));
  const patients = await records.patients((asked) => asked.where({ id }), 1);
  const providers = isOpen('provider:read') ? await records.providersOf(id) : [];
  const besides = [...providers.map(providerToFhir), ...providers.map(roleOf)];
  const coverages = patients.flatMap((patient) => coverageOf(patient) ?? []);
  return withoutStrangers(shownTo(caller, via, [...resources, ...coverages, ...besides]));
}

const tables = ['vital_sign', 'lab_order', 'lab_component', 'medication', 'allergy', 'appointment', 'patient'];
const allRows = tables.map((table) => `SELECT id FROM ehr.${table}`).join(' UNION ALL ');

/** Without practitioners to whom nothing of it refers: visits and prescriptions do. */
function withoutStrangers(resources: readonly FhirResource[]): readonly FhirResource[] {
  const care = resources.filter(({ resourceType }) => referring.has(resourceType));
  const named = new Set(JSON.stringify(care).match(/Practitioner\/[^"]+/g));
  return resources.filter((resource) => {
    if (resource.resourceType === 'Practitioner') return named.has(`Practitioner/${resource.id}`);
    return resource.resourceType !== 'PractitionerRole' || named.has(resource.practitioner?.reference ?? '');
  });
}

const referring: ReadonlySet<string> = new Set(['Appointment', 'MedicationRequest']);

interface PageOfEverything {
  readonly resources: readonly FhirResource[];
  readonly total: number;
  /** Ends this page, where another follows. */
  readonly next: string | undefined;
}

/** What is asked for of a chart, in an order that pages can follow also while the chart grows. */
export function everythingAmong(resources: readonly FhirResource[], query: EverythingQuery): PageOfEverything {
  const inTime = resources.filter((resource) => isOfCareIn(resource, query));
  const there = new Set(inTime.map(nameOf));
  const found = inTime
    .filter((resource) => isWanted(resource, query) && isOfThese(resource, there))
    .map((resource) => ({ resource, place: placeOf(nameOf(resource)) }))
    .toSorted((one, other) => compare(one.place, other.place));
  const { cursor, count } = query;
  const after = cursor === undefined ? '' : placeOf(cursor);
  const rest = found.filter(({ place }) => compare(place, after) > 0).map(({ resource }) => resource);
  const page = count === undefined ? rest : rest.slice(0, count);
  const last = page.at(-1);
  const isLast = last === undefined || page.length === rest.length;
  return { resources: page, total: found.length, next: isLast ? undefined : nameOf(last) };
}

/** "Resources updated after this period"; of what does not say when it changed, it is not known that it did not. */
function isWanted(resource: FhirResource, { types, since }: EverythingQuery): boolean {
  if (types !== undefined && !types.has(resource.resourceType)) return false;
  const changed = resource.resourceType === 'Provenance' ? resource.recorded : resource.meta?.lastUpdated;
  return since === undefined || changed === undefined || Date.parse(changed) >= since.from;
}

/** `start` and `end` are of care, not of records: who somebody is and what they must not take is of every time. */
function isOfCareIn(resource: FhirResource, { start, end }: EverythingQuery): boolean {
  if (start === undefined && end === undefined) return true;
  const care = careOf(resource);
  if (care === undefined) return true;
  return (start === undefined || care.until > start.from) && (end === undefined || care.from < end.until);
}

function careOf(resource: FhirResource): Period | undefined {
  switch (resource.resourceType) {
    case 'Observation':
      return when(resource.effectiveDateTime);
    case 'DiagnosticReport':
      return when(resource.effectiveDateTime ?? resource.issued);
    case 'MedicationRequest':
      return when(resource.authoredOn);
    case 'Appointment': {
      const [from, until] = [when(resource.start), when(resource.end)];
      return from && { from: from.from, until: until?.until ?? from.until };
    }
    default:
      return undefined;
  }
}

function when(text: string | undefined): Period | undefined {
  return text === undefined ? undefined : periodOf(text);
}

/** Who wrote a row is told of what is told. */
function isOfThese(resource: FhirResource, there: ReadonlySet<string>): boolean {
  if (resource.resourceType !== 'Provenance') return true;
  return resource.target.some(({ reference = '' }) => there.has(reference));
}

const order = [
  'Patient',
  'Coverage',
  'Practitioner',
  'PractitionerRole',
  'Appointment',
  'MedicationRequest',
  'AllergyIntolerance',
  'DiagnosticReport',
  'Observation',
  'Provenance',
];

function placeOf(name: string): string {
  const [type = '', id = ''] = name.split('/', 2);
  return `${String.fromCodePoint(0x41 + order.indexOf(type))}/${id}`;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function nameOf({ resourceType, id }: FhirResource): string {
  return `${resourceType}/${id}`;
}
