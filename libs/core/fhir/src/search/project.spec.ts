import type { Observation } from 'fhir/r4.js';
import { project } from './project.js';

const heartRate: Observation = {
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  code: { text: 'Heart rate' },
  effectiveDateTime: '2026-03-02T10:00:00Z',
  valueQuantity: { value: 61 },
};

const kept = (...elements: readonly string[]) => Object.keys(project(heartRate, { summary: 'false', elements })).sort();

describe('a resource cut short by _elements (FHIR R4 search.html#elements)', () => {
  const always = ['code', 'id', 'meta', 'resourceType', 'status'];

  it.each([
    ['value', 'valueQuantity'],
    ['value[x]', 'valueQuantity'],
    ['valueQuantity', 'valueQuantity'],
    ['Observation.value', 'valueQuantity'],
    ['effective', 'effectiveDateTime'],
  ])('keeps by %s what the definition calls so', (name, element) => {
    expect(kept(name)).toEqual([...always, element].sort());
  });

  it('keeps beside a primitive what belongs to it', () => {
    const words = { ...heartRate, valueString: 'trace', _valueString: { extension: [{ url: 'urn:caregate:unit' }] } };
    const short = project(words, { summary: 'false', elements: ['value'] });
    expect(Object.keys(short)).toEqual(expect.arrayContaining(['valueString', '_valueString']));
  });

  it.each(['val', 'stat', 'effect', 'Patient.value'])('keeps nothing more by %s', (name) => {
    expect(kept(name)).toEqual(always);
  });
});
