import fc from 'fast-check';
import { grantedScopes, scopesOf } from './granted-scopes.js';
import { smartConfiguration } from './smart-configuration.js';
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

describe('what a SMART scope grants', () => {
  it.each([
    ['user/Patient.rs', ['read:patients']],
    ['user/Observation.rs', ['read:vitals', 'read:labs']],
    [`user/Observation.rs?category=${vitals}`, ['read:vitals']],
    ['user/Observation.rs?category=laboratory', ['read:labs']],
    ['user/Observation.rs?category=social-history', []],
    ['user/Observation.rs?code=8867-4', []],
    ['user/*.rs?category=laboratory', []],
    ['user/Observation.r', []],
    ['user/Observation.s', []],
    ['user/MedicationRequest.c', []],
    ['user/MedicationRequest.cu', ['write:medications']],
    ['user/Practitioner.cruds', ['read:providers']],
    ['user/Encounter.cruds', []],
    ['user/constructor.cruds', []],
  ])('%s: %j', (text, expected) => {
    const scope = parseSmartScope(text);
    expect(scope === undefined ? [] : scopesOf(scope)).toEqual(expected);
  });

  it('never reaches administration, however much is asked', () => {
    const scope = parseSmartScope('system/*.cruds');
    const all = scope === undefined ? [] : scopesOf(scope);
    expect(all).toContain('write:labs');
    expect(all.filter((name) => /audit|clients|users|agents|tasks|account|own_records/.test(name))).toEqual([]);
  });

  it.each([
    ['client', 'system', 'system/Patient.rs', true],
    ['client', 'system', 'user/Patient.rs', false],
    ['user', 'doctor', 'user/Patient.rs', true],
    ['user', 'doctor', 'system/Patient.rs', false],
    ['user', 'doctor', 'patient/Patient.rs', false],
    ['user', 'patient', 'patient/Patient.rs', true],
    ['agent', 'doctor', 'user/Patient.rs', true],
  ] as const)('depends on who asks: %s %s %s', (kind, role, scope, granted) => {
    expect(grantedScopes({ kind, role, scopes: [scope] }).includes('read:patients')).toBe(granted);
  });

  it('adds to the scopes of the token and takes none away', () => {
    expect(grantedScopes({ kind: 'user', role: 'doctor', scopes: ['read:labs', 'user/Patient.rs'] })).toEqual([
      'read:labs',
      'user/Patient.rs',
      'read:patients',
    ]);
  });
});

describe('the SMART configuration', () => {
  const options = {
    issuer: 'https://auth.example.org',
    jwksUri: 'https://auth.example.org/jwks',
    authorizeUrl: 'https://auth.example.org/authorize',
    tokenUrl: 'https://auth.example.org/token',
    scopes: ['read:patients'],
    grantTypes: ['authorization_code', 'client_credentials'],
    tokenEndpointAuthMethods: ['none', 'client_secret_basic'],
  };

  it('promises SMART scopes only where they are given', () => {
    expect(smartConfiguration({ ...options, givesSmartScopes: false })).toMatchObject({
      scopes_supported: ['read:patients'],
      capabilities: ['client-public', 'client-confidential-symmetric'],
    });
  });

  it('lists scopes that all parse and grant something', () => {
    const { scopes_supported: listed, capabilities } = smartConfiguration({ ...options, givesSmartScopes: true });
    const smart = listed.filter((scope) => scope.includes('/'));
    expect(smart).toContain(`patient/Observation.rs?category=${vitals}`);
    expect(capabilities).toContain('permission-v2');
    for (const text of smart) {
      const scope = parseSmartScope(text);
      expect(scope === undefined ? [] : scopesOf(scope)).not.toEqual([]);
    }
  });
});
