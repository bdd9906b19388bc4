import { importBundle } from '../bundle/import-bundle.js';

const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core';
const ada = {
  resourceType: 'Patient',
  id: 'ada',
  identifier: [{ system: 'urn:caregate:mrn', value: 'M1' }],
  name: [{ family: 'Okafor', given: ['Ada'] }],
  birthDate: '1961-04-12',
};
const bone = {
  resourceType: 'Practitioner',
  id: 'bone',
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
  name: [
    { use: 'old', text: 'R. Former' },
    { family: 'Bone', given: ['Ronald'] },
  ],
};
const acme = { resourceType: 'Organization', id: 'acme', name: 'Acme Health' };
const subject = { reference: 'Patient/ada' };

function chartOf(...resources: readonly object[]) {
  const entry = [ada, bone, acme, ...resources].map((resource) => ({ resource }));
  return importBundle({ resourceType: 'Bundle', type: 'collection', entry }).chart;
}

describe('a person as other systems write one (feature X09)', () => {
  it.each([
    [
      [
        { use: 'old', family: 'Shaw', given: ['Amy'] },
        { family: 'Baxter', given: ['Amy'] },
      ],
    ],
    [
      [
        { family: 'Shaw', given: ['Amy'], period: { end: '2020-07-22' } },
        { use: 'usual', family: 'Baxter', given: ['Amy'] },
      ],
    ],
    [
      [
        { use: 'maiden', family: 'Shaw', given: ['Amy'] },
        { use: 'nickname', family: 'Baxter', given: ['Amy'] },
      ],
    ],
    [
      [
        { use: 'usual', family: 'Shaw', given: ['Amy'] },
        { use: 'official', family: 'Baxter', given: ['Amy'] },
      ],
    ],
  ])('has the name that holds, not one of the past (%#)', (name) => {
    const { patients } = chartOfOne({ ...ada, name });
    expect(patients).toMatchObject([{ firstName: 'Amy', lastName: 'Baxter' }]);
  });

  it('has the address and the number that hold', () => {
    const { patients } = chartOfOne({
      ...ada,
      address: [
        { use: 'old', city: 'Mounds' },
        { city: 'Tulsa', period: { start: '2020-07-22' } },
      ],
      telecom: [
        { system: 'phone', value: '555-0100', period: { end: '2020-07-22' } },
        { system: 'phone', value: '555-0199', use: 'home' },
      ],
    });
    expect(patients).toMatchObject([{ city: 'Tulsa', phone: '555-0199' }]);
  });

  it.each([
    ['individual-sex', { valueCoding: { system: 'http://snomed.info/sct', code: '248152002' } }, undefined, 'female'],
    ['sex', { valueCode: '248153007' }, undefined, 'male'],
    ['birthsex', { valueCode: 'F' }, undefined, 'female'],
    ['birthsex', { valueCode: 'UNK' }, undefined, 'unknown'],
    ['birthsex', { valueCode: 'F' }, 'other', 'other'],
  ])('says the sex by the extension %s where the element does not (%#)', (name, value, gender, sex) => {
    const { patients } = chartOfOne({ ...ada, gender, extension: [{ url: `${usCore}-${name}`, ...value }] });
    expect(patients).toMatchObject([{ gender: sex }]);
  });

  it('is insured by whom the Coverage refers to', () => {
    const coverage = {
      resourceType: 'Coverage',
      id: 'c',
      beneficiary: subject,
      payor: [{ reference: 'Organization/acme' }],
    };
    expect(chartOf(coverage).patients).toMatchObject([{ insuranceProvider: 'Acme Health' }]);
  });
});

describe('a prescription as other systems write one (feature X09)', () => {
  const request = {
    resourceType: 'MedicationRequest',
    id: 'm',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: 'Nizatidine' },
    subject,
    authoredOn: '2026-03-02',
  };

  it.each([
    [{ timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } } }, '2 times every day'],
    [{ timing: { repeat: { frequency: 1, period: 4, periodMax: 6, periodUnit: 'h' } } }, 'every 4-6 hours'],
    [{ timing: { repeat: { period: 1, periodUnit: 'wk' } }, asNeededBoolean: true }, 'every week, as needed'],
    [{ timing: { code: { text: 'BID' }, repeat: { frequency: 2, period: 1, periodUnit: 'd' } } }, 'BID'],
    [{ asNeededCodeableConcept: { text: 'pain' } }, 'as needed for pain'],
    [{ timing: { repeat: { when: ['MORN'] } } }, 'not stated'],
  ])('tells how often and whether only as needed: %j', (dosage, frequency) => {
    expect(chartOf({ ...request, dosageInstruction: [dosage] }).medications).toMatchObject([{ frequency }]);
  });

  it('tells the dose where no words do', () => {
    const dosageInstruction = [{ doseAndRate: [{ doseQuantity: { value: 10, unit: 'mL' } }] }];
    expect(chartOf({ ...request, dosageInstruction }).medications).toMatchObject([{ dosage: '10 mL' }]);
  });

  it('keeps the name of a prescriber who is a role or stands inside', () => {
    const role = { resourceType: 'PractitionerRole', id: 'r', practitioner: { reference: 'Practitioner/bone' } };
    const inside = { contained: [{ resourceType: 'Practitioner', id: 'p', name: [{ text: 'Dr. Within' }] }] };
    const [byRole, within] = [
      chartOf(role, { ...request, requester: { reference: 'PractitionerRole/r' } }),
      chartOf({ ...request, ...inside, requester: { reference: '#p' } }),
    ];
    expect(byRole.medications).toMatchObject([{ prescriber: 'Ronald Bone', prescriberId: null }]);
    expect(within.medications).toMatchObject([{ prescriber: 'Dr. Within' }]);
  });
});

describe('observations as other systems write them (feature X09)', () => {
  const observation = (category: string, code: string) => ({
    resourceType: 'Observation',
    id: code,
    status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: category }] }],
    code: { coding: [{ system: 'http://loinc.org', code }] },
    subject,
    effectiveDateTime: '2026-03-02T10:00:00Z',
    performer: [{ reference: 'Practitioner/bone' }],
  });

  it('holds a blood pressure under the code of earlier releases of LOINC, and who measured it', () => {
    const half = (code: string, value: number) => ({
      code: { coding: [{ system: 'http://loinc.org', code }] },
      valueQuantity: { value, code: 'mm[Hg]' },
    });
    const { vitalSigns } = chartOf({
      ...observation('vital-signs', '55284-4'),
      component: [half('8480-6', 121), half('8462-4', 81)],
    });
    expect(vitalSigns).toMatchObject([{ systolicBp: 121, diastolicBp: 81, recordedBy: 'Ronald Bone' }]);
  });

  it.each([
    ['8331-1', { value: 37, code: 'Cel' }, { temperature: 98.6 }],
    ['59408-5', { value: 97, code: '%' }, { oxygenSaturation: 97 }],
    ['8306-3', { value: 167.64, code: 'cm' }, { height: 66 }],
  ])('holds what a narrower code says: %s', (code, valueQuantity, row) => {
    expect(chartOf({ ...observation('vital-signs', code), valueQuantity }).vitalSigns).toMatchObject([row]);
  });

  it.each([
    [{ value: 1.9842, code: '[lb_av]' }, 1.9842],
    [{ value: 0.9, code: 'kg' }, 1.984],
    [{ value: 905, code: 'g' }, 1.995],
  ])('holds a weight as it was given, or half a gram fine where it is converted: %j', (valueQuantity, weight) => {
    expect(chartOf({ ...observation('vital-signs', '29463-7'), valueQuantity }).vitalSigns).toMatchObject([{ weight }]);
  });

  it('takes the normal range and none in another unit than the value', () => {
    const meaning = (code: string) => ({
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/referencerange-meaning', code }] },
    });
    const range = (low: number, code: string) => ({ low: { value: low, code } });
    const result = { ...observation('laboratory', '2345-7'), valueQuantity: { value: 90, code: 'mg/dL' } };
    const of = (...referenceRange: readonly object[]) => chartOf({ ...result, referenceRange }).labResults;
    expect(
      of({ ...range(40, 'mg/dL'), ...meaning('treatment') }, { ...range(70, 'mg/dL'), ...meaning('normal') }),
    ).toMatchObject([{ components: [{ referenceLow: 70 }] }]);
    expect(of(range(3.9, 'mmol/L'))).toMatchObject([{ components: [{ referenceLow: null, unit: 'mg/dL' }] }]);
  });
});

function chartOfOne(resource: object) {
  return importBundle({ resourceType: 'Bundle', type: 'collection', entry: [{ resource }] }).chart;
}
