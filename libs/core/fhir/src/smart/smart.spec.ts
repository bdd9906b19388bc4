import { isSmartScope } from '@caregate/core-permissions';
import { scopesFor, smartScopeToAskFor, type FhirAccess } from './scopes-for.js';
import { smartConfiguration } from './smart-configuration.js';

const category = 'category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs';
const vitals: FhirAccess = {
  type: 'Observation',
  category: 'vital-signs',
  interaction: 'search-type',
  permission: 'vitals:read',
};
const labs: FhirAccess = { ...vitals, category: 'laboratory', permission: 'lab:read' };
const doctor = { kind: 'user', role: 'doctor' } as const;
const patient = { kind: 'user', role: 'patient' } as const;
const machine = { kind: 'client', role: 'system' } as const;

describe('the access that SMART scopes leave (feature X09)', () => {
  it.each([
    ['user/Observation.rs', vitals, true],
    ['user/Observation.read', vitals, true],
    ['user/*.rs', vitals, true],
    ['user/Patient.rs', vitals, false],
    ['user/Observation.s', vitals, true],
    ['user/Observation.r', vitals, false],
    ['user/Observation.r', { ...vitals, interaction: 'read' }, true],
    ['user/Observation.s', { ...vitals, interaction: 'read' }, false],
    ['user/Observation.s', { ...vitals, interaction: 'everything' }, false],
    ['user/Observation.rs', { ...vitals, interaction: 'everything' }, true],
    [`user/Observation.rs?${category}`, vitals, true],
    [`user/Observation.rs?${category}`, labs, false],
    [`user/Observation.rs?${category}`, { ...vitals, category: undefined }, false],
    ['user/Observation.rs?code=8867-4', vitals, false],
    ['user/Observation.cruds', vitals, false],
    ['user/Observation.rs', { ...vitals, type: 'Provenance' }, false],
  ] as const)('%s and %j: %s', (scope, access, opens) => {
    expect(scopesFor({ ...doctor, scopes: [scope] }, access)).toEqual({
      scopes: opens ? [scope, access.permission === 'lab:read' ? 'read:labs' : 'read:vitals'] : [scope],
      inContextOnly: false,
    });
  });

  it.each([
    [machine, 'system/Observation.rs', true],
    [machine, 'user/Observation.rs', false],
    [machine, 'patient/Observation.rs', false],
    [doctor, 'system/Observation.rs', false],
    [doctor, 'patient/Observation.rs', false],
    [patient, 'patient/Observation.rs', true],
    [patient, 'user/Observation.rs', true],
    [{ kind: 'agent', role: 'doctor' }, 'user/Observation.rs', true],
  ] as const)('depends on who asks: %j %s %s', (who, scope, opens) => {
    expect(scopesFor({ ...who, scopes: [scope] }, vitals).scopes.includes('read:vitals')).toBe(opens);
  });

  it.each([
    [['patient/Observation.rs'], true],
    [['patient/Observation.rs', 'user/Observation.rs'], false],
    [['patient/Observation.rs', 'read:own_records'], false],
    [['patient/Patient.rs', 'read:own_records'], false],
  ])('is one patient where nothing but patient/ opens it: %j %s', (scopes, inContextOnly) => {
    expect(scopesFor({ ...patient, scopes }, vitals).inContextOnly).toBe(inContextOnly);
  });

  it('is asked for in the words of whoever speaks SMART', () => {
    expect(smartScopeToAskFor({ ...patient, scopes: ['patient/Patient.rs'] }, vitals)).toBe('patient/Observation.rs');
    expect(smartScopeToAskFor({ ...doctor, scopes: ['user/Patient.rs'] }, vitals)).toBe('user/Observation.rs');
    expect(smartScopeToAskFor({ ...machine, scopes: ['system/Patient.rs'] }, vitals)).toBe('system/Observation.rs');
    expect(smartScopeToAskFor({ ...doctor, scopes: ['read:patients'] }, vitals)).toBeUndefined();
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

  it('names the scopes that are given and no others', () => {
    const { scopes_supported: listed } = smartConfiguration(options);
    expect(listed).toEqual(
      expect.arrayContaining([
        'openid',
        'fhirUser',
        'read:patients',
        `patient/Observation.rs?${category}`,
        'user/*.rs',
      ]),
    );
    expect(listed.filter((name) => name.includes('/') && !isSmartScope(name))).toEqual(['launch/patient']);
  });

  it('promises the means of clients that the authorization server takes', () => {
    const { capabilities } = smartConfiguration(options);
    expect(capabilities).toEqual(expect.arrayContaining(['client-public', 'permission-v2', 'permission-v1']));
    expect(capabilities).not.toContain('client-confidential-asymmetric');
    const launches = capabilities.filter((name) => name.startsWith('launch') || name.startsWith('context'));
    expect(launches).toEqual(['launch-standalone', 'context-standalone-patient']);
  });
});
