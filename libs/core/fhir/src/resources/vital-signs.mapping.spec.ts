import { exportBundle } from '../bundle/export-bundle.js';
import { importBundle } from '../bundle/import-bundle.js';
import { complaintsAbout } from '../fixtures/r4-validator.fixture.js';
import type { ChartRecord } from '../records/chart.record.js';
import { emptyChart } from '../records/empty-chart.js';
import type { VitalJudgements, VitalSignsRecord } from '../records/vital-signs.record.js';
import { vitalSignsToFhir } from './vital-signs.mapping.js';

const judgements: VitalJudgements = {
  systolicBp: { flag: 'H', low: 90, high: 119 },
  temperature: { flag: 'N', low: 97, high: 100.3 },
  oxygenSaturation: { flag: 'N', low: 95, high: undefined },
};
const record: VitalSignsRecord = {
  id: '0198f000-0000-7000-8000-000000000001',
  patientId: '0198f000-0000-7000-8000-000000000002',
  recordedAt: new Date('2026-03-02T10:00:00Z'),
  systolicBp: 130,
  diastolicBp: null,
  heartRate: 61,
  temperature: 98.6,
  respiratoryRate: null,
  oxygenSaturation: 97,
  weight: 160.5,
  height: null,
  bmi: null,
  status: 'final',
  recordedBy: 'Nurse',
  notes: null,
  version: 1,
};

describe('vital signs that were judged (feature X07)', () => {
  const observations = vitalSignsToFhir({ ...record, judgements });
  const of = (suffix: string) => observations.find(({ id }) => id === `${record.id}-${suffix}`);

  it('carry the flag and the range, each half of a blood pressure its own', () => {
    expect(of('temperature')).toMatchObject({
      interpretation: [{ coding: [{ code: 'N' }] }],
      referenceRange: [{ low: { value: 97, code: '[degF]' }, high: { value: 100.3, code: '[degF]' } }],
    });
    expect(of('blood-pressure')?.component).toMatchObject([
      { interpretation: [{ coding: [{ code: 'H' }] }], referenceRange: [{ high: { value: 119 } }] },
      { dataAbsentReason: {} },
    ]);
  });

  it('have no end that nobody has set, and nothing where nobody judged', () => {
    expect(of('oxygen-saturation')?.referenceRange).toEqual([{ low: expect.objectContaining({ value: 95 }) }]);
    for (const suffix of ['heart-rate', 'weight']) {
      expect(of(suffix)).not.toHaveProperty('interpretation');
      expect(of(suffix)).not.toHaveProperty('referenceRange');
    }
  });

  it('are valid, and imported again nothing is lost that the record computes the same', () => {
    const bundle = exportBundle({ ...chart, vitalSigns: [{ ...record, judgements }] }, options);
    expect(complaintsAbout(bundle)).toEqual([]);
    const again = importBundle(bundle, { judge: () => judgements });
    expect([again.issues, again.chart.vitalSigns]).toEqual([[], [record]]);
    expect(importBundle(bundle).issues.map(({ path }) => path)).toContain('Observation.interpretation');
  });
});

const options = { baseUrl: 'https://ehr.example.org/fhir', timestamp: new Date('2026-11-21T08:00:00Z') };
const chart: ChartRecord = {
  ...emptyChart,
  patients: [
    {
      id: record.patientId,
      mrn: 'MRN001',
      firstName: 'John',
      lastName: 'Doe',
      birthDate: '1985-06-15',
      gender: 'male',
      email: null,
      phone: null,
      street: null,
      city: null,
      state: null,
      zipCode: null,
      insuranceProvider: null,
      policyNumber: null,
      groupNumber: null,
      emergencyContactName: null,
      emergencyContactRelationship: null,
      emergencyContactPhone: null,
      active: true,
      version: 1,
      updatedAt: null,
    },
  ],
};
