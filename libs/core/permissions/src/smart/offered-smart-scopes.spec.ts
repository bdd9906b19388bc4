import { areasOf } from './areas-of.js';
import { isSmartScope, smartScopeOf, smartScopes } from './offered-smart-scopes.js';
import { smartScopeTitle } from './smart-scope-title.js';
import { usefulSmartScopes } from './useful-smart-scopes.js';

const vitals = 'http://terminology.hl7.org/CodeSystem/observation-category|vital-signs';

describe('the SMART scopes that are granted (feature X09)', () => {
  it.each([
    'patient/Observation.rs',
    'patient/Observation.read',
    'patient/Observation.r',
    'patient/*.read',
    'user/Patient.s',
    'system/*.rs',
    `user/Observation.rs?category=${vitals}`,
  ])('%s is one', (name) => {
    expect(isSmartScope(name)).toBe(true);
  });

  it.each([
    'patient/Observation.cruds',
    'patient/*.*',
    'user/Patient.write',
    'user/Encounter.rs',
    'user/Observation.rs?code=8867-4',
    'user/*.rs?category=laboratory',
    'user/constructor.rs',
    'launch/patient',
    'read:patients',
  ])('%s is none: it writes, or says what cannot be kept', (name) => {
    expect(isSmartScope(name)).toBe(false);
    expect(smartScopeOf(name)).toBeUndefined();
    expect(smartScopeTitle(name)).toBeUndefined();
  });

  it('speak of a part of the record each', () => {
    const empty = smartScopes.filter(
      (name) => areasOf(smartScopeOf(name) ?? { type: 'none', filter: [] }).length === 0,
    );
    expect(empty).toEqual([]);
  });

  it.each([
    ['patient/Observation.rs', 'Find and read vital signs and laboratory results in your own record'],
    ['patient/*.read', 'Find and read everything in your own record'],
    [`user/Observation.rs?category=${vitals}`, 'Find and read vital signs in the records that you may see'],
    ['user/MedicationRequest.r', 'Read medications in the records that you may see'],
    ['user/Practitioner.s', 'Find clinicians'],
    ['system/Patient.rs', 'Find and read personal details in all records'],
  ])('are said in words: %s', (name, title) => {
    expect(smartScopeTitle(name)).toBe(title);
  });
});

describe('the SMART scopes that open anything', () => {
  const all = [
    'patient/Observation.rs',
    'user/Observation.rs',
    'system/Observation.rs',
    'user/Practitioner.rs',
    'read:labs',
  ];

  it.each([
    ['doctor', 'person', ['user/Observation.rs', 'user/Practitioner.rs']],
    ['patient', 'person', ['patient/Observation.rs', 'user/Observation.rs', 'user/Practitioner.rs']],
    ['billing', 'person', ['user/Practitioner.rs']],
    ['worker', 'person', []],
    ['system', 'machine', ['system/Observation.rs']],
    ['worker', 'machine', []],
  ] as const)('are, for a %s (%s): %j', (role, bearer, useful) => {
    expect(usefulSmartScopes(role, bearer, all)).toEqual(useful);
  });
});
