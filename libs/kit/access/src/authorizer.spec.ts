import { DomainError } from '@caregate/core-errors';
import type { Relation } from '@caregate/core-permissions';
import { fakeClock, givenCaller } from '@caregate/testing';
import { AccessRefused } from './access-refused.error.js';
import { Authorizer } from './authorizer.js';
import { givenRelation, patientId } from './fixtures/given.fixture.js';
import { refusalOf } from './refusal-of.js';

const doctor = givenCaller({ subject: 'dr-house' });

function given(...relations: Relation[]) {
  const asked: string[] = [];
  const clock = fakeClock();
  const source = {
    of: (subject: string) => {
      asked.push(subject);
      return Promise.resolve(relations.filter((relation) => relation.subject === subject));
    },
  };
  return { authorizer: new Authorizer({ relations: source, clock: () => clock.now() }), asked, clock };
}

describe('an authorizer', () => {
  it('opens a patient to whom the caller is related', async () => {
    const { authorizer } = given(givenRelation());
    await expect(authorizer.decide({ caller: doctor, permission: 'vitals:read', patientId })).resolves.toMatchObject({
      allowed: true,
      via: 'assignment',
    });
  });

  it('refuses every other patient, and the refusal carries its reasons but shows none', async () => {
    const { authorizer } = given(givenRelation());
    const decision = await authorizer.decide({ caller: doctor, permission: 'vitals:read', patientId: 'somebody' });
    if (decision.allowed) throw new Error('It was allowed.');
    const refusal = refusalOf(decision);
    expect(refusal).toBeInstanceOf(AccessRefused);
    expect(refusal).toMatchObject({ code: 'access.patient.refused', kind: 'forbidden', name: 'AccessRefused' });
    expect(refusal.detail).toMatchObject({ steps: decision.steps });
    expect(`${refusal.publicMessage} ${refusal}`).not.toContain('assignment');
  });

  it('names the scope to ask for in a refusal for want of it', async () => {
    const { authorizer } = given(givenRelation());
    const decision = await authorizer.decide({ caller: doctor, permission: 'vitals:write', patientId });
    if (decision.allowed) throw new Error('It was allowed.');
    const requiredScopes = ['write:vitals'];
    expect(refusalOf(decision)).toMatchObject({
      code: 'access.scope.insufficient',
      requiredScopes,
      detail: { requiredScopes },
    });
  });

  it('looks at the clock with every question, so that a relation ends by itself', async () => {
    const { authorizer, clock } = given(givenRelation({ expiresAt: new Date('2026-01-05T08:00:01Z') }));
    const question = { caller: doctor, permission: 'vitals:read', patientId } as const;
    await expect(authorizer.decide(question)).resolves.toMatchObject({ allowed: true });
    clock.advance(1_000);
    await expect(authorizer.decide(question)).resolves.toMatchObject({ code: 'access.patient.refused' });
  });

  it('asks for the relations of the person behind an agent', async () => {
    const { authorizer, asked } = given(givenRelation());
    const agent = givenCaller({ kind: 'agent', subject: 'summariser', onBehalfOf: 'dr-house' });
    await expect(authorizer.decide({ caller: agent, permission: 'vitals:read', patientId })).resolves.toMatchObject({
      allowed: true,
    });
    expect(asked).toEqual(['dr-house']);
  });

  it('asks for no relations when no patient is concerned', async () => {
    const { authorizer, asked } = given();
    await authorizer.decide({ caller: doctor, permission: 'provider:read' });
    expect(asked).toEqual([]);
  });

  it('passes on that relations cannot be known, rather than deciding without them', async () => {
    const relations = { of: () => Promise.reject(new DomainError('access.view.stale')) };
    const decision = new Authorizer({ relations }).decide({ caller: doctor, permission: 'vitals:read', patientId });
    await expect(decision).rejects.toMatchObject({ code: 'access.view.stale', kind: 'unavailable' });
  });
});
