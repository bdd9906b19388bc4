import type { Appointment, DiagnosticReport, FhirResource, Observation, Provenance } from 'fhir/r4.js';
import { includedAmong, includedReferences, includesOf, parseInclude, revIncludesOf } from './include.js';

const visit: Appointment = {
  resourceType: 'Appointment',
  id: 'a',
  status: 'booked',
  participant: [
    { actor: { reference: 'Patient/p' }, status: 'accepted' },
    { actor: { reference: 'Practitioner/d' }, status: 'accepted' },
    { actor: { type: 'Location', display: 'Room 1' }, status: 'accepted' },
  ],
};
const report: DiagnosticReport = {
  resourceType: 'DiagnosticReport',
  id: 'r',
  status: 'final',
  code: { text: 'CBC' },
  subject: { reference: 'Patient/p' },
  result: [{ reference: 'Observation/o' }],
};
const result: Observation = { resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'Hb' } };
const written: Provenance = {
  resourceType: 'Provenance',
  id: 'w',
  target: [{ reference: 'Observation/o' }],
  recorded: '2026-03-02T10:00:00Z',
  agent: [{ who: { display: 'Nurse' } }],
};

describe('what a search brings along (FHIR R4 search.html#include)', () => {
  it.each([
    ['Appointment:patient', ['Patient/p']],
    ['Appointment:practitioner', ['Practitioner/d']],
    ['Appointment:actor', ['Patient/p', 'Practitioner/d']],
    ['Appointment:actor:Practitioner', ['Practitioner/d']],
    ['*', ['Patient/p', 'Practitioner/d']],
    ['Appointment:status', []],
    ['Appointment:location', []],
    ['Observation:patient', []],
    ['Appointment:actor:Patient:more', []],
    ['nonsense', []],
  ])('_include=%s: %j', (value, references) => {
    expect([...includedReferences(parseInclude('Appointment', '_include', value), [visit])]).toEqual(references);
  });

  it('takes of the candidates what is referred to, and nothing twice', () => {
    const rules = parseInclude('DiagnosticReport', '_include', 'DiagnosticReport:result');
    const others: FhirResource[] = [result, { ...result, id: 'other' }, report];
    expect(includedAmong(others, rules, [report])).toEqual([result]);
  });

  it('takes backwards who wrote a result', () => {
    const rules = parseInclude('Observation', '_revinclude', 'Provenance:target');
    expect(includedAmong([written], rules, [result])).toEqual([written]);
    expect(includedAmong([written], rules, [{ ...result, id: 'other' }])).toEqual([]);
    expect(parseInclude('Observation', '_revinclude', 'AuditEvent:entity')).toEqual([]);
  });

  it('is for every type what its parameters refer to', () => {
    expect(includesOf('Observation')).toEqual(['Observation:patient', 'Observation:subject', 'Observation:has-member']);
    expect(includesOf('Patient')).toEqual([]);
    expect(revIncludesOf('MedicationRequest')).toEqual(['Provenance:target']);
    expect(revIncludesOf('Practitioner')).toEqual([]);
  });
});
