import type { Bundle, FhirResource } from 'fhir/r4.js';
import { complaintsAbout, isDefined } from '../fixtures/r4-validator.fixture.js';
import { r4Examples } from '../fixtures/r4-examples.fixture.js';
import { syntheaBundles } from '../fixtures/synthea-bundles.fixture.js';
import { usCoreExamples } from '../fixtures/us-core-examples.fixture.js';
import { importOutcome } from '../outcome/import-outcome.js';
import type { ChartRecord } from '../records/chart.record.js';
import { exportBundle } from './export-bundle.js';
import { importBundle } from './import-bundle.js';

const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition';
const profiles: Readonly<Record<string, string>> = {
  Patient: `${usCore}/us-core-patient`,
  MedicationRequest: `${usCore}/us-core-medicationrequest`,
};
const options = { baseUrl: 'https://ehr.example.org/fhir', timestamp: new Date('2026-11-21T08:00:00Z') };
const [one, other] = syntheaBundles();

/** What is not R4 in what was published: a time with a zone, a pointer to nowhere, a person instead of an organization. */
const flawsOfOthers = [
  'Observation.value[x]: Invalid time format',
  'MedicationRequest.medication[x]: Invalid reference: got "urn:uuid:622c5788-3028-41fd-a8cb-164f868d4324", expected "http://hl7.org/fhir/StructureDefinition/Medication"',
  'MedicationRequest.dispenseRequest.performer: Invalid reference: got "Practitioner", expected "http://hl7.org/fhir/StructureDefinition/Organization"',
];

/** Sex is an extension since US Core 8; profiles without a definition at hand cannot be held against anybody. */
const flawsByVersion = ['Patient.gender: Missing required property', `unknown profile ${usCore}`];

function isTheirs(complaint: string): boolean {
  return (
    flawsOfOthers.some((flaw) => complaint.endsWith(flaw)) || flawsByVersion.some((flaw) => complaint.includes(flaw))
  );
}

const published: readonly (readonly [name: string, bundle: Bundle<FhirResource> | undefined])[] = [
  ['a boy of Synthea', one],
  ['a man of Synthea', other],
  ['the examples of R4', r4Examples()],
  ['the examples of US Core', usCoreExamples()],
];

describe.each(published)(
  'what others publish: %s (feature X09)',
  (_name, bundle = { resourceType: 'Bundle', type: 'collection' }) => {
    const entries = bundle.entry ?? [];
    const { chart, issues } = importBundle(bundle);
    const again = exportBundle(chart, options);

    it('is R4 as its definitions say', () => {
      expect(entries.length).toBeGreaterThan(40);
      const known = resourcesOf(resolved(bundle)).filter(({ resourceType }) => isDefined(resourceType));
      const complaints = known.flatMap((resource) => complaintsOf(resource));
      expect(complaints.filter((complaint) => !isTheirs(complaint))).toEqual([]);
    });

    it('is in the records or named in the OperationOutcome, entry by entry', () => {
      const named = new Set(issues.map(({ entry }) => entry));
      const kept = new Set(resourcesOf(again).map(({ resourceType, id }) => `${resourceType}/${id}`));
      const missed = entries.filter(({ resource }, place) => {
        return !named.has(place) && !kept.has(`${resource?.resourceType}/${resource?.id}`);
      });
      expect(missed).toEqual([]);
      const outcome = importOutcome(issues);
      expect(complaintsOf(outcome)).toEqual([]);
      expect(outcome.issue).toHaveLength(issues.length);
    });

    it('is valid R4 and US Core when it is written out again', () => {
      expect(complaintsOf(again)).toEqual([]);
      const complaints = resourcesOf(again).flatMap((resource) => {
        const profile = profiles[resource.resourceType];
        return complaintsAbout(resource, ...(profile === undefined ? [] : [profile]));
      });
      expect(complaints).toEqual([]);
    });

    it('is the same when that is imported again, and nothing is left over', () => {
      const { chart: second, issues: leftOver } = importBundle(JSON.parse(JSON.stringify(again)));
      expect(leftOver).toEqual([]);
      expect(second).toEqual(chart);
    });
  },
);

describe('the charts that others wrote', () => {
  it.each([
    [one, { patients: 1, medications: 4, labResults: 1, vitalSigns: 17 }],
    [other, { patients: 1, medications: 5, labResults: 1, vitalSigns: 15 }],
    // Their prescriptions are of a patient without a date of birth.
    [r4Examples(), { patients: 5, allergies: 3, appointments: 0, medications: 0, provenances: 2 }],
    [usCoreExamples(), { patients: 4, providers: 4, allergies: 3, medications: 3, labResults: 2, vitalSigns: 3 }],
  ])('have their rows (%#)', (bundle, counts) => {
    expect(rowsOf(importBundle(bundle).chart)).toMatchObject(counts);
  });

  it('hold what was measured, in the units of the columns', () => {
    const { chart } = importBundle(one);
    const [first] = chart.vitalSigns.toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
    expect(first).toMatchObject({ recordedAt: new Date('2009-06-26T09:04:09Z'), height: 22.76 });
  });

  it('hold no range whose ends are the wrong way round, and tell so', () => {
    const { chart, issues } = importBundle(usCoreExamples());
    const [{ components: [, , hemoglobin, hematocrit] = [] } = {}] = chart.labResults;
    expect(hemoglobin).toMatchObject({ referenceLow: 16.5, referenceHigh: 21.5 });
    expect(hematocrit).toMatchObject({ valueNumber: 43, unit: '%', referenceLow: null, referenceHigh: null });
    expect(issues.filter(({ path }) => path === 'Observation.referenceRange').length).toBeGreaterThan(0);
  });

  it('point to nobody who was not kept, and keep the name', () => {
    const { chart, issues } = importBundle(one);
    const [{ prescriber, prescriberId } = {}, ...others] = chart.medications;
    expect([prescriber, prescriberId, others.length]).toEqual([expect.stringMatching(/^[A-Z]\w+ [A-Z]\w+$/), null, 3]);
    expect(issues.filter(({ path }) => path === 'MedicationRequest.requester.reference')).toHaveLength(4);
  });

  it('hold no allergy where it was written that none is known', () => {
    const { chart, issues } = importBundle(r4Examples());
    expect(chart.allergies.map(({ allergen }) => allergen)).not.toContain('NKDA');
    const refused = issues.filter(({ path }) => path === 'AllergyIntolerance.code').map(({ reason }) => reason);
    expect(refused).toEqual(Array.from({ length: 3 }, () => 'it says that no allergy is known'));
  });
});

/** References by `urn:uuid` as `Type/id`: only then can be told whether they point to what they may. */
function resolved(bundle: Bundle<FhirResource>): Bundle<FhirResource> {
  const places = new Map(
    (bundle.entry ?? []).map(({ fullUrl, resource }) => [fullUrl, `${resource?.resourceType}/${resource?.id}`]),
  );
  return JSON.parse(JSON.stringify(bundle), (key, value: unknown) =>
    key === 'reference' && typeof value === 'string' ? (places.get(value) ?? value) : value,
  );
}

function resourcesOf({ entry = [] }: Bundle<FhirResource>): readonly FhirResource[] {
  return entry.flatMap(({ resource }) => (resource === undefined ? [] : [resource]));
}

function complaintsOf(resource: FhirResource): readonly string[] {
  return complaintsAbout(resource).map((complaint) => `${resource.resourceType}/${resource.id} ${complaint}`);
}

function rowsOf(chart: ChartRecord) {
  return Object.fromEntries(Object.entries(chart).map(([part, rows]) => [part, rows.length]));
}
