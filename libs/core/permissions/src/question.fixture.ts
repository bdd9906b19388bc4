import type { Caller } from './caller.js';
import type { Question } from './decide.js';
import type { Relation } from './relation.js';

/** The moment at which the specs ask. */
export const now = new Date('2026-11-21T08:00:00Z');

export const patientId = '0198f000-0000-7000-8000-000000000001';

/** A doctor with the scope to read patients; a spec names only what it is about. */
export function givenCaller(overrides: Partial<Caller> = {}): Caller {
  return {
    kind: 'user',
    subject: 'dr-house',
    clientId: 'console',
    role: 'doctor',
    scopes: ['read:patients'],
    tokenId: 'token-1',
    issuedAtSeconds: now.getTime() / 1000 - 60,
    expiresAtSeconds: now.getTime() / 1000 + 600,
    ...overrides,
  };
}

/** An assignment of the doctor to the patient, in force since yesterday. */
export function givenRelation(overrides: Partial<Relation> = {}): Relation {
  const kind = overrides.kind ?? 'assignment';
  return {
    id: 'relation-1',
    subject: 'dr-house',
    patientId: kind === 'organisation' ? null : patientId,
    kind,
    validFrom: new Date(now.getTime() - 86_400_000),
    expiresAt: null,
    revokedAt: null,
    ...overrides,
  };
}

/** May the doctor read the patient to whom the doctor is assigned? */
export function givenQuestion(overrides: Partial<Question> = {}): Question {
  return {
    caller: givenCaller(),
    permission: 'patient:read',
    patientId,
    relations: [givenRelation()],
    now,
    ...overrides,
  };
}
