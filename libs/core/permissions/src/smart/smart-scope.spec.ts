import fc from 'fast-check';
import { formatSmartScope, parseSmartScope, smartActions } from './smart-scope.js';

const vitals = 'http://terminology.hl7.org/CodeSystem/observation-category|vital-signs';

describe('a SMART scope (feature X09)', () => {
  it.each([
    ['patient/Observation.rs', { context: 'patient', type: 'Observation', actions: ['r', 's'], filter: [] }],
    ['user/*.cruds', { context: 'user', type: '*', actions: ['c', 'r', 'u', 'd', 's'], filter: [] }],
    ['system/Patient.read', { context: 'system', type: 'Patient', actions: ['r', 's'], filter: [] }],
    ['user/Patient.write', { context: 'user', type: 'Patient', actions: ['c', 'u', 'd'], filter: [] }],
    [
      `patient/Observation.rs?category=${vitals}`,
      { context: 'patient', type: 'Observation', actions: ['r', 's'], filter: [['category', vitals]] },
    ],
  ])('%s is read', (text, scope) => {
    expect(parseSmartScope(text)).toEqual(scope);
  });

  it.each([
    'openid',
    'launch/patient',
    'read:patients',
    'patient/Observation.',
    'patient/Observation.sr',
    'patient/Observation.rr',
    'patient/observation.rs',
    'practitioner/Observation.rs',
    'patient/Observation.rs?',
    'patient/Observation.rs?category',
    'patient/Observation.rs evil',
    ' patient/Observation.rs',
  ])('%j is not one', (text) => {
    expect(parseSmartScope(text)).toBeUndefined();
  });

  it('is written as it is read', () => {
    const scope = fc.record({
      context: fc.constantFrom('patient', 'user', 'system'),
      type: fc.constantFrom('*', 'Patient', 'Observation'),
      actions: fc.subarray([...smartActions], { minLength: 1 }),
      filter: fc.array(fc.tuple(fc.constantFrom('category', 'code'), fc.constantFrom(vitals, 'a b', 'a&b=c%+#'))),
    });
    fc.assert(
      fc.property(scope, (value) => {
        expect(parseSmartScope(formatSmartScope(value))).toEqual(value);
      }),
    );
  });
});
