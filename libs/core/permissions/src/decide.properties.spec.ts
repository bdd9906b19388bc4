import fc from 'fast-check';
import type { Caller } from './caller.js';
import { decide, type Question } from './decide.js';
import { permissions, ruleOf, type Permission } from './permissions.js';
import { givenCaller, now, patientId } from './question.fixture.js';
import { relationKinds, type Relation } from './relation.js';
import { roles, type Role } from './roles.js';
import { scopes, type Scope } from './scopes.js';

const aPermission = fc.constantFrom(...(Object.keys(permissions) as Permission[]));
const aScope = fc.constantFrom(...(Object.keys(scopes) as Scope[]));
const inThePast = fc.constantFrom(now, new Date(now.getTime() - 3_600_000));
const inTheFuture = fc.constantFrom(new Date(now.getTime() + 1), new Date(now.getTime() + 3_600_000));

/** Mostly in force and mostly to the patient asked for, so that allowed decisions are common. */
function relationOf(subject: fc.Arbitrary<string>): fc.Arbitrary<Relation> {
  return fc.record({
    id: fc.uuid(),
    subject,
    patientId: fc.constantFrom(patientId, patientId, 'another-patient', null),
    kind: fc.constantFrom(...relationKinds),
    validFrom: fc.oneof({ weight: 4, arbitrary: inThePast }, { weight: 1, arbitrary: inTheFuture }),
    expiresAt: fc.oneof(fc.constant(null), inTheFuture, inThePast),
    revokedAt: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: inThePast }),
  });
}

/** Scopes that matter to the operation, in every combination, and sometimes one that does not. */
function callerOf(permission: Permission): fc.Arbitrary<Caller> {
  const { scopes: opening, ownScopes = [] } = ruleOf(permission);
  return fc
    .record({
      kind: fc.constantFrom('user', 'client', 'agent'),
      role: fc.constantFrom(...(Object.keys(roles) as Role[])),
      relevant: fc.subarray([...opening, ...ownScopes]),
      irrelevant: fc.array(aScope, { maxLength: 1 }),
      delegated: fc.boolean(),
    })
    .map(({ kind, role, relevant, irrelevant, delegated }) =>
      givenCaller({
        kind,
        role,
        scopes: [...relevant, ...irrelevant],
        subject: delegated ? 'agent' : 'me',
        ...(delegated && { onBehalfOf: 'me' }),
      }),
    );
}

const aQuestion: fc.Arbitrary<Question> = aPermission.chain((permission) =>
  fc.record({
    caller: callerOf(permission),
    permission: fc.constant(permission),
    patientId: fc.constant(patientId),
    relations: fc.array(relationOf(fc.constant('me')), { maxLength: 3 }),
    now: fc.constant(now),
  }),
);

const runs = { numRuns: 4_000 };

describe('every decision', () => {
  it('stays allowed when a relation is added, wherever it is listed', () => {
    fc.assert(
      fc.property(aQuestion, relationOf(fc.constant('me')), fc.nat(4), (question, added, at) => {
        const relations = question.relations.toSpliced(at, 0, added);
        return !decide(question).allowed || decide({ ...question, relations }).allowed;
      }),
      runs,
    );
  });

  it('stays allowed when a scope is added', () => {
    fc.assert(
      fc.property(aQuestion, aScope, (question, added) => {
        const caller = { ...question.caller, scopes: [...question.caller.scopes, added] };
        return !decide(question).allowed || decide({ ...question, caller }).allowed;
      }),
      runs,
    );
  });

  it('is the same whatever relations other subjects have', () => {
    fc.assert(
      fc.property(aQuestion, fc.array(relationOf(fc.constantFrom('agent', 'you', 'ME', ''))), (question, others) => {
        expect(decide({ ...question, relations: [...others, ...question.relations] })).toEqual(decide(question));
      }),
      runs,
    );
  });

  it('is the same in whatever order the relations are listed', () => {
    fc.assert(
      fc.property(aQuestion, (question) => {
        const relations = question.relations.toReversed();
        expect(decide({ ...question, relations })).toEqual(decide(question));
      }),
      runs,
    );
  });

  it('that lacks scope is no longer refused for scope once the named scope is there', () => {
    fc.assert(
      fc.property(aQuestion, (question) => {
        const decision = decide(question);
        if (decision.allowed || decision.code !== 'access.scope.insufficient') return true;
        const again = decide({ ...question, caller: { ...question.caller, scopes: decision.requiredScopes } });
        return again.allowed || again.code === 'access.patient.refused';
      }),
      runs,
    );
  });

  it('is allowed exactly when every step of its explanation holds', () => {
    fc.assert(
      fc.property(aQuestion, (question) => {
        const decision = decide(question);
        return decision.allowed === decision.steps.every(({ holds }) => holds);
      }),
      runs,
    );
  });
});
