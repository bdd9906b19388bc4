import { principalOf, type Caller } from './caller.js';
import { decide, type Question } from './decide.js';
import { givenCaller, givenQuestion, givenRelation, now } from './question.fixture.js';
import { reachOf } from './reach.js';
import { relationKinds, type Relation } from './relation.js';

const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);

describe('a decision', () => {
  it('allows what role, scope and relation all open, and says by which relation', () => {
    expect(decide(givenQuestion())).toEqual({
      allowed: true,
      via: 'assignment',
      steps: [
        { rule: 'role', holds: true, because: 'role doctor holds patient:read' },
        { rule: 'scope', holds: true, because: 'has one of: read:patients' },
        { rule: 'patient', holds: true, because: 'related by assignment' },
      ],
    });
  });

  it('needs no patient for an operation that concerns none', () => {
    const caller = givenCaller({ role: 'admin', scopes: ['read:audit'] });
    expect(decide(givenQuestion({ caller, permission: 'audit:read', relations: [] }))).toMatchObject({
      allowed: true,
      via: 'role',
    });
  });

  it.each<[string, Partial<Caller>, Partial<Relation>]>([
    ['a clinician', {}, {}],
    ['somebody related to the whole organisation', {}, { kind: 'organisation', patientId: null }],
    ['an integration', { kind: 'client', role: 'system' }, {}],
  ])('refuses %s an operation on a patient when nobody says which patient', (_case, caller, relation) => {
    const relations = [givenRelation(relation)];
    const question = { caller: givenCaller(caller), permission: 'patient:read', relations, now } as const;
    expect(decide(question)).toMatchObject({ allowed: false, code: 'access.patient.refused' });
  });

  it('gives role, then scope, then patient as the reason of a refusal, so that strangers learn of no relationship', () => {
    const nobody = givenCaller({ role: 'worker', scopes: [] });
    const unscoped = givenCaller({ scopes: [] });
    const refusalOf = (question: Partial<Question>) => decide(givenQuestion({ ...question, relations: [] }));
    const allowed = false;
    expect(refusalOf({ caller: nobody })).toMatchObject({ allowed, code: 'access.role.refused' });
    expect(refusalOf({ caller: unscoped })).toMatchObject({ allowed, code: 'access.scope.insufficient' });
    expect(refusalOf({})).toMatchObject({ allowed, code: 'access.patient.refused' });
  });

  it('explains every rule, also those after the one that refused', () => {
    const { steps } = decide(givenQuestion({ caller: givenCaller({ role: 'worker', scopes: [] }) }));
    expect(steps.map(({ rule, holds }) => [rule, holds])).toEqual([
      ['role', false],
      ['scope', false],
      ['patient', true],
    ]);
  });
});

describe('the scope that a refusal names', () => {
  it('is the one of the operation', () => {
    const caller = givenCaller({ scopes: ['read:patients'] });
    expect(decide(givenQuestion({ caller, permission: 'vitals:write' }))).toMatchObject({
      requiredScopes: ['write:vitals'],
    });
  });

  it('is one of several that would do, so that a client does not ask for more than it needs', () => {
    const caller = givenCaller({ scopes: [] });
    expect(decide(givenQuestion({ caller, permission: 'provider:read' }))).toMatchObject({
      requiredScopes: ['read:providers'],
    });
  });

  it('is the one for own records when the record is the own', () => {
    const caller = givenCaller({ scopes: [] });
    const relations = [givenRelation({ kind: 'self' })];
    expect(decide(givenQuestion({ caller, relations }))).toMatchObject({ requiredScopes: ['read:own_records'] });
  });
});

describe('a relation', () => {
  const refused = { allowed: false, code: 'access.patient.refused' };

  it.each<[string, Partial<Relation>]>([
    ['that has expired', { expiresAt: later(-1) }],
    ['that expires at this instant', { expiresAt: now }],
    ['that was revoked', { revokedAt: later(-1) }],
    ['whose revocation is dated in the future', { revokedAt: later(60_000) }],
    ['that begins later', { validFrom: later(1) }],
    ['of another subject', { subject: 'dr-wilson' }],
    ['to another patient', { patientId: 'another-patient' }],
    ['to no patient, though its kind has one', { patientId: null }],
    ['with times that cannot be read', { validFrom: new Date(Number.NaN) }],
  ])('%s opens nothing', (_case, overrides) => {
    expect(decide(givenQuestion({ relations: [givenRelation(overrides)] }))).toMatchObject(refused);
  });

  it.each<[string, Partial<Relation>]>([
    ['from its first instant', { validFrom: now }],
    ['until its last millisecond', { expiresAt: later(1) }],
  ])('holds %s', (_case, overrides) => {
    expect(decide(givenQuestion({ relations: [givenRelation(overrides)] }))).toMatchObject({ allowed: true });
  });

  it.each(['assignment', 'family', 'grant', 'break-glass'] as const)('of the kind %s opens the patient', (kind) => {
    expect(decide(givenQuestion({ relations: [givenRelation({ kind })] }))).toMatchObject({ allowed: true, via: kind });
  });

  it('of the organisation reaches every patient', () => {
    const relations = [givenRelation({ kind: 'organisation' })];
    expect(decide(givenQuestion({ relations, patientId: 'anybody' }))).toMatchObject({ via: 'organisation' });
  });

  it('of the ordinary kinds is named before break-glass, whatever the order of the rows', () => {
    const rows = relationKinds.map((kind) => givenRelation({ kind }));
    const withoutSelf = rows.filter(({ kind }) => kind !== 'self');
    expect(decide(givenQuestion({ relations: rows.toReversed() }))).toMatchObject({ via: 'self' });
    expect(decide(givenQuestion({ relations: withoutSelf.toReversed() }))).toMatchObject({ via: 'assignment' });
  });

  it('by break-glass is named before that of the organisation, so that the emergency stays visible', () => {
    const glass = givenRelation({ id: 'b', kind: 'break-glass' });
    const relations = [givenRelation({ id: 'a', kind: 'organisation' }), glass];
    expect(decide(givenQuestion({ relations }))).toMatchObject({ via: 'break-glass', glass: 'b' });
  });

  it('by break-glass is named in the decision, and no other kind is', () => {
    const glasses = [givenRelation({ id: 'b', kind: 'break-glass' }), givenRelation({ id: 'a', kind: 'break-glass' })];
    expect(decide(givenQuestion({ relations: glasses }))).toMatchObject({ via: 'break-glass', glass: 'a' });
    expect(decide(givenQuestion({ relations: glasses.toReversed() }))).toMatchObject({ glass: 'a' });
    const assigned = decide(givenQuestion({ relations: [givenRelation(), ...glasses] }));
    expect(assigned).toMatchObject({ via: 'assignment' });
    expect(assigned).not.toHaveProperty('glass');
  });

  it('to oneself keeps own-record scopes open when another relation is listed before it', () => {
    const caller = givenCaller({ scopes: ['read:own_records'] });
    const relations = [givenRelation(), givenRelation({ kind: 'self' })];
    expect(decide(givenQuestion({ caller, relations }))).toMatchObject({ allowed: true, via: 'self' });
  });
});

describe('the patient role', () => {
  const patient = givenCaller({ role: 'patient', subject: 'jane', scopes: ['read:own_records', 'write:appointments'] });

  it.each(['self', 'family'] as const)('reads the record to which it is related by %s', (kind) => {
    const relations = [givenRelation({ subject: 'jane', kind })];
    expect(decide(givenQuestion({ caller: patient, relations }))).toMatchObject({ allowed: true, via: kind });
  });

  it.each(['assignment', 'grant', 'break-glass', 'organisation'] as const)(
    'gains nothing from a row of kind %s',
    (kind) => {
      const relations = [givenRelation({ subject: 'jane', kind })];
      expect(decide(givenQuestion({ caller: patient, relations }))).toMatchObject({ code: 'access.patient.refused' });
    },
  );

  it('is not opened by the scope for own records alone: a patient without any relation reads nobody', () => {
    expect(decide(givenQuestion({ caller: patient, relations: [] }))).toMatchObject({ code: 'access.patient.refused' });
  });

  it('has a scope for own records, which opens no other record to a clinician', () => {
    const doctor = givenCaller({ scopes: ['read:own_records'] });
    expect(decide(givenQuestion({ caller: doctor }))).toMatchObject({ code: 'access.scope.insufficient' });
  });
});

describe('a system client', () => {
  const system = givenCaller({ kind: 'client', role: 'system', subject: 'laboratory', scopes: ['read:labs'] });
  const question = givenQuestion({ caller: system, permission: 'lab:read', relations: [] });

  it('reaches every patient within its scopes', () => {
    expect(decide(question)).toMatchObject({ allowed: true, via: 'system' });
    expect(decide({ ...question, permission: 'lab:write' })).toMatchObject({ code: 'access.scope.insufficient' });
  });

  it.each(['user', 'agent'] as const)('is never a %s that merely carries the role', (kind) => {
    expect(decide({ ...question, caller: { ...system, kind } })).toMatchObject({ code: 'access.patient.refused' });
  });

  it('is never a client of another role, however wide its scopes', () => {
    const caller = { ...system, role: 'radiologist' } as const;
    expect(decide({ ...question, caller })).toMatchObject({ code: 'access.patient.refused' });
    expect(reachOf(caller, [], now)).toEqual([]);
  });

  it('loses its reach when it acts for somebody', () => {
    const caller = { ...system, onBehalfOf: 'dr-house' };
    expect(decide({ ...question, caller })).toMatchObject({ code: 'access.patient.refused' });
  });
});

describe('an agent on behalf of a person', () => {
  const agent = givenCaller({ kind: 'agent', subject: 'summariser', onBehalfOf: 'dr-house' });

  it('sees the patients of that person', () => {
    expect(decide(givenQuestion({ caller: agent }))).toMatchObject({ allowed: true, via: 'assignment' });
  });

  it('does not lend its own relations to that person', () => {
    const relations = [givenRelation({ subject: 'summariser', kind: 'organisation', patientId: null })];
    expect(decide(givenQuestion({ caller: agent, relations }))).toMatchObject({ code: 'access.patient.refused' });
  });

  it('has that person as its principal, and everybody else is their own', () => {
    expect(principalOf(agent)).toBe('dr-house');
    expect(principalOf(givenCaller({ subject: 'dr-wilson' }))).toBe('dr-wilson');
  });
});
