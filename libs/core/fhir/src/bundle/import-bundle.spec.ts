import fc from 'fast-check';
import { foreignBundle } from '../fixtures/foreign-bundle.fixture.js';
import { importBundle } from './import-bundle.js';

describe('the import of a Bundle from elsewhere (feature X09)', () => {
  const { chart, issues } = importBundle(foreignBundle);
  const refusals = issues.filter(({ kind }) => kind === 'refused').map(({ path, reason }) => `${path}: ${reason}`);
  const paths = (kind: string) => issues.filter((issue) => issue.kind === kind).map(({ path }) => path);

  it('takes the person under the number of the hospital that it came from', () => {
    expect(chart.patients).toMatchObject([
      { mrn: 'H-4711', firstName: 'Ada Maria', lastName: 'Okafor', birthDate: '1961-04-12', city: 'Lynn' },
    ]);
  });

  it('follows references by urn:uuid', () => {
    expect(chart.medications).toMatchObject([
      {
        patientId: chart.patients[0]?.id,
        prescriberId: chart.providers[0]?.id,
        prescriber: 'Dr. Lee Kim',
        name: 'Simvastatin 20 MG',
        prescribedDate: '2026-03-02',
      },
    ]);
  });

  it('puts what was measured at one moment into one row, in the units of the columns', () => {
    expect(chart.vitalSigns).toMatchObject([
      {
        recordedAt: new Date('2026-03-02T09:11:12Z'),
        height: 66,
        weight: 160,
        temperature: 98.6,
        systolicBp: 121,
        diastolicBp: 82,
        heartRate: null,
      },
    ]);
  });

  it('keeps a comparator as part of the value', () => {
    expect(chart.labResults).toMatchObject([
      { status: 'final', components: [{ valueNumber: null, valueText: '< 5.2', unit: 'mmol/L' }] },
    ]);
  });

  it('refuses with a reason what it cannot keep', () => {
    expect(refusals).toEqual([
      'Bundle.entry[13].request: only what is created or updated can be imported',
      'Encounter: the health record keeps no resource of this type',
      'Observation.code: no column holds this vital sign',
      'Observation.value[x].code: http://unitsofmeasure.org: cannot be said in /min',
      'MedicationRequest.doNotPerform: it says that the medicine must not be given',
      'AllergyIntolerance.verificationStatus: the patient has no such allergy',
    ]);
  });

  it.each(['A\0B', 'A\u001FB', 'A\uD800B'])('refuses what holds a text that no column can keep: %j', (family) => {
    const { chart: none, issues: why } = importOne({ ...ada, name: [{ family, given: ['Ada'] }] });
    expect(none.patients).toEqual([]);
    expect(why).toMatchObject([{ kind: 'refused', reason: 'a text in it is none of FHIR R4' }]);
    expect(importOne({ ...ada, name: [{ family: 'A\tB\r\nC 😀', given: ['Ada'] }] }).issues).toEqual([]);
  });

  it.each(['0000-04-12', '1961-02-29', '1961'])('takes no person born on %s', (birthDate) => {
    expect(importOne({ ...ada, birthDate }).issues).toMatchObject([{ kind: 'refused', path: 'Patient.birthDate' }]);
  });

  it('names every element for which a kept resource has no place', () => {
    expect(paths('left-out')).toEqual(
      expect.arrayContaining([
        'Patient.extension',
        'Patient.identifier[0]',
        'Patient.name[0].prefix',
        'Patient.telecom[0].use',
        'Patient.address[0].country',
        'Patient.maritalStatus',
        'Practitioner.name[0].given',
      ]),
    );
  });

  it('names every value that it keeps in other units', () => {
    expect(paths('changed')).toEqual(
      expect.arrayContaining([
        'Observation.valueQuantity.value',
        'Observation.valueQuantity.code',
        'Observation.component[0].valueQuantity.value',
        'MedicationRequest.authoredOn',
      ]),
    );
  });

  it('says nothing of a value in what it names, so that the list may be logged', () => {
    expect(JSON.stringify(issues)).not.toMatch(/Okafor|H-4711|Simvastatin|1961/);
  });
});

describe('what another record calls entered in error', () => {
  const status = 'entered-in-error';
  const clinical = (code: string) => ({
    verificationStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', code }],
    },
    code: { text: 'Latex' },
    patient: { reference: 'Patient/p' },
  });
  const vital = (id: string, code: string, value: number, unit: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code }] },
    subject: { reference: 'Patient/p' },
    effectiveDateTime: '2026-03-02T10:00:00Z',
    valueQuantity: { value, code: unit },
  });
  const of = (...resources: readonly object[]) =>
    importBundle({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [ada, ...resources].map((resource) => ({ resource })),
    }).chart;

  it('is kept as that, beside what was measured at the same moment and holds', () => {
    const rate = vital('rate', '8867-4', 61, '/min');
    const weight = { ...vital('weight', '29463-7', 160, '[lb_av]'), status };
    expect(of(rate, weight).vitalSigns).toMatchObject([
      { heartRate: 61, weight: null, status: 'final' },
      { heartRate: null, weight: 160, status: 'entered_in_error' },
    ]);
  });

  it('takes the results of a report along', () => {
    const category = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ];
    const result = { ...vital('k', '2823-3', 4.1, 'mmol/L'), category };
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'report',
      status,
      category,
      code: { text: 'Potassium' },
      subject: { reference: 'Patient/p' },
      effectiveDateTime: '2026-03-02T10:00:00Z',
      result: [{ reference: 'Observation/k' }],
    };
    expect(of(report, result).labResults).toMatchObject([
      { status: 'entered_in_error', components: [{ status: 'entered_in_error' }] },
    ]);
    const lone = of({ ...result, status }).labResults;
    expect(lone).toMatchObject([{ status: 'entered_in_error', components: [{ status: 'entered_in_error' }] }]);
  });

  it('is an allergy that was entered in error, and none at all where it was refuted', () => {
    const allergy = { resourceType: 'AllergyIntolerance', id: 'a' };
    expect(of({ ...allergy, ...clinical(status) }).allergies).toMatchObject([{ status: 'entered_in_error' }]);
    expect(of({ ...allergy, ...clinical('refuted') }).allergies).toEqual([]);
  });
});

describe('an import that meets nonsense', () => {
  it('never throws, whatever JSON it is given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        const imported = importBundle(input);
        expect(imported.issues).toHaveLength(1);
        expect(imported.issues[0]?.kind).toBe('refused');
      }),
    );
  });

  it('accounts for every entry, whichever element of it is spoilt', () => {
    fc.assert(
      fc.property(fc.nat(), fc.jsonValue({ maxDepth: 1 }), (place, nonsense) => {
        const bundle: typeof foreignBundle = JSON.parse(JSON.stringify(foreignBundle));
        spoil(bundle.entry, place, nonsense);
        const { chart, issues } = importBundle(bundle);
        const rows = Object.values(chart).flat().length;
        const named = new Set(issues.map(({ entry }) => entry)).size;
        expect(rows + named).toBeGreaterThanOrEqual(bundle.entry.length - 6);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a resource that is not as R4 defines it and takes the others', () => {
    const [first, ...others] = foreignBundle.entry;
    const spoilt = { ...first, resource: { resourceType: 'Patient', id: 'one', name: 'Ada' } };
    expect(importBundle({ ...foreignBundle, entry: [spoilt, ...others] }).issues).toContainEqual({
      kind: 'refused',
      entry: 0,
      path: 'Patient.name',
      reason: 'not as FHIR R4 defines it',
    });
  });

  it('keeps two values of one moment apart', () => {
    const [height] = foreignBundle.entry.slice(3, 4);
    const again = { ...height, fullUrl: 'urn:uuid:0b6f1b4c-0000-4000-8000-00000000ffff' };
    const { chart } = importBundle({ ...foreignBundle, entry: [foreignBundle.entry[0], height, again] });
    expect(chart.vitalSigns.map((row) => row.height)).toEqual([66, 66]);
  });
});

/** Replaces the nth leaf or branch of a structure. */
function spoil(value: unknown, place: number, nonsense: unknown): void {
  const places: (() => void)[] = [];
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push(() => Object.assign(node, { [key]: nonsense }));
      walk(child);
    }
  };
  walk(value);
  places[place % places.length]?.();
}

const ada = {
  resourceType: 'Patient',
  id: 'p',
  identifier: [{ system: 'urn:caregate:mrn', value: 'M1' }],
  name: [{ family: 'Okafor', given: ['Ada'] }],
  birthDate: '1961-04-12',
};

function importOne(resource: object) {
  return importBundle({ resourceType: 'Bundle', type: 'collection', entry: [{ resource }] });
}
