import type { LabComponentRecord, LabResultRecord } from '../records/lab-result.record.js';
import { importBundle } from '../bundle/import-bundle.js';
import { labObservationsToFhir, labReportToFhir } from './lab-result.mapping.js';

const component: LabComponentRecord = {
  id: 'c',
  component: 'Troponin',
  loincCode: null,
  valueNumber: null,
  valueText: '< 5',
  unit: 'ng/L',
  referenceLow: null,
  referenceHigh: null,
  referenceText: null,
  flag: null,
  status: 'reported',
  effectiveAt: new Date('2026-03-02T10:00:00Z'),
};

const order = (part: Partial<LabComponentRecord>): LabResultRecord => ({
  id: 'o',
  orderId: 'LAB1',
  patientId: 'p',
  testName: 'Troponin',
  loincCode: null,
  orderedAt: new Date('2026-03-02T09:00:00Z'),
  collectedAt: null,
  resultedAt: null,
  status: 'final',
  orderedBy: null,
  components: [{ ...component, ...part }],
  version: 1,
  updatedAt: null,
});

const patient = {
  resourceType: 'Patient',
  id: 'p',
  identifier: [{ system: 'urn:caregate:mrn', value: 'M1' }],
  name: [{ family: 'Okafor', given: ['Ada'] }],
  birthDate: '1961-04-12',
};

describe('a result beyond what can be measured', () => {
  it.each(['< 5', '> 200', '<= 0.5', '>= -3'])('%s is a quantity with its unit, and comes back as it was', (text) => {
    const record = order({ valueText: text });
    const [observation] = labObservationsToFhir(record);
    const [comparator = '', number] = text.split(' ');
    expect(observation?.valueQuantity).toMatchObject({ comparator, value: Number(number), code: 'ng/L' });
    const resources = [patient, labReportToFhir(record), observation];
    const entry = resources.map((resource) => ({ resource }));
    const { chart } = importBundle({ resourceType: 'Bundle', type: 'collection', entry });
    expect(chart.labResults).toEqual([record]);
  });

  it.each([
    ['1:160', '{titer}'],
    ['< 5.0', 'ng/L'],
    ['< 5', null],
    ['<5 after dilution', 'ng/L'],
  ])('%s %s is words', (valueText, unit) => {
    expect(labObservationsToFhir(order({ valueText, unit }))[0]).toMatchObject({ valueString: valueText });
  });
});
