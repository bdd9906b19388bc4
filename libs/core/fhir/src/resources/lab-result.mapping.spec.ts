import type { LabComponentRecord, LabResultRecord } from '../records/lab-result.record.js';
import { complaintsAbout } from '../fixtures/r4-validator.fixture.js';
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

const importedOf = (record: LabResultRecord) => {
  const entry = [patient, labReportToFhir(record), ...labObservationsToFhir(record)].map((resource) => ({ resource }));
  return importBundle({ resourceType: 'Bundle', type: 'collection', entry });
};

describe('a measurement in words', () => {
  it.each([
    ['1:160', '{titer}', { valueRatio: { numerator: { value: 1, code: '{titer}' }, denominator: { value: 160 } } }],
    ['>= 1:320', '{titer}', { valueRatio: { denominator: { value: 320, comparator: '>=' } } }],
    ['0-2', '/[HPF]', { valueRange: { low: { value: 0, code: '/[HPF]' }, high: { value: 2, code: '/[HPF]' } } }],
    ['< 5.0', 'ng/L', { valueQuantity: { value: 5, comparator: '<', code: 'ng/L' }, note: [{ text: '< 5.0' }] }],
    ['0 - 2', '/[HPF]', { valueRange: { high: { value: 2 } }, note: [{ text: '0 - 2' }] }],
  ])('%s %s keeps its unit, and comes back as it was', (valueText, unit, value) => {
    const record = order({ valueText, unit });
    expect(labObservationsToFhir(record)).toMatchObject([value]);
    const { chart, issues } = importedOf(record);
    expect(chart.labResults).toEqual([record]);
    expect(issues).toEqual([]);
  });

  it.each([
    [
      { valueRatio: { numerator: { value: 30, code: 'mg' }, denominator: { value: 1, code: 'g' } } },
      { valueText: '30:1', unit: 'mg/g' },
    ],
    [{ valueRange: { high: { value: 5, unit: 'cells' } } }, { valueText: '<= 5', unit: 'cells' }],
    [
      { valueQuantity: { value: 5, comparator: '<', code: 'ng/L' }, note: [{ text: 'Haemolysed' }] },
      { valueText: '< 5', unit: 'ng/L' },
    ],
  ])('of another system is kept: %j', (value, kept) => {
    const record = order({ valueText: 'x', unit: null });
    const [observation] = labObservationsToFhir(record);
    const { valueString: _words, ...rest } = observation ?? {};
    const entry = [patient, labReportToFhir(record), { ...rest, ...value }].map((resource) => ({ resource }));
    const { chart } = importBundle({ resourceType: 'Bundle', type: 'collection', entry });
    expect(chart.labResults).toMatchObject([{ components: [{ valueNumber: null, ...kept }] }]);
  });
});

describe('a result beyond what can be measured', () => {
  it.each(['< 5', '> 200', '<= 0.5', '>= -3'])('%s is a quantity with its unit, and comes back as it was', (text) => {
    const record = order({ valueText: text });
    const [observation] = labObservationsToFhir(record);
    const [comparator = '', number] = text.split(' ');
    expect(observation?.valueQuantity).toMatchObject({ comparator, value: Number(number), code: 'ng/L' });
    expect(importedOf(record).chart.labResults).toEqual([record]);
  });

  it.each([
    ['1:160', null],
    ['< 5', null],
    ['<5 after dilution', 'ng/L'],
  ])('%s %s is words', (valueText, unit) => {
    expect(labObservationsToFhir(order({ valueText, unit }))[0]).toMatchObject({ valueString: valueText });
  });

  it.each([
    ['trace', 'mg/dL', { system: 'http://unitsofmeasure.org', code: 'mg/dL' }],
    ['few', 'cells seen', { display: 'cells seen' }],
  ])('%s keeps its unit %s beside the words, and comes back as it was', (valueText, unit, valueCoding) => {
    const record = order({ valueText, unit });
    const observations = labObservationsToFhir(record);
    expect(observations).toMatchObject([{ valueString: valueText, _valueString: { extension: [{ valueCoding }] } }]);
    expect(observations.flatMap((observation) => complaintsAbout(observation))).toEqual([]);
    expect(importedOf(record)).toMatchObject({ chart: { labResults: [record] }, issues: [] });
  });

  it('has nothing beside words that have no unit', () => {
    expect(labObservationsToFhir(order({ valueText: 'trace', unit: null }))[0]).not.toHaveProperty('_valueString');
  });
});
