import fc from 'fast-check';
import type { Caller } from './caller.js';
import { decide } from './decide.js';
import { givenCaller, givenRelation, now, patientId } from './question.fixture.js';
import { reachOf } from './reach.js';
import { relationKinds } from './relation.js';
import { roles, type Role } from './roles.js';

const later = new Date(now.getTime() + 60_000);
const everyScope: Partial<Caller> = { scopes: ['read:patients', 'read:own_records'] };

const aRelation = fc
  .record({
    subject: fc.constantFrom('me', 'somebody else'),
    patientId: fc.constantFrom(patientId, 'another-patient'),
    kind: fc.constantFrom(...relationKinds.filter((kind) => kind !== 'organisation')),
    validFrom: fc.constantFrom(now, later),
    revokedAt: fc.constantFrom(null, null, now),
  })
  .map(givenRelation);

const aCaller = fc
  .record({ kind: fc.constantFrom('user', 'client'), role: fc.constantFrom(...(Object.keys(roles) as Role[])) })
  .map(({ kind, role }) => givenCaller({ ...everyScope, kind, role, subject: 'me' }));

describe('the reach of a caller', () => {
  it('holds a patient exactly when that patient may be opened', () => {
    fc.assert(
      fc.property(aCaller, fc.array(aRelation, { maxLength: 4 }), (caller, relations) => {
        const reach = reachOf(caller, relations, now);
        const found = reach === 'everybody' || reach.includes(patientId);
        const decision = decide({ caller, permission: 'patient:read', patientId, relations, now });
        const opened = decision.allowed || decision.code !== 'access.patient.refused';
        return decision.allowed ? found : !found || opened;
      }),
      { numRuns: 5_000 },
    );
  });

  it('is everybody for an organisation-wide relation that is in force', () => {
    const organisation = givenRelation({ kind: 'organisation', subject: 'me' });
    const caller = givenCaller({ subject: 'me' });
    expect(reachOf(caller, [organisation], now)).toBe('everybody');
    expect(reachOf(caller, [{ ...organisation, revokedAt: now }], now)).toEqual([]);
  });

  it('names each patient once, and none of anybody else', () => {
    const mine = givenRelation({ subject: 'me' });
    const ofNobody = { ...mine, patientId: null };
    const others = givenRelation({ subject: 'other', patientId: 'p2' });
    const relations = [mine, { ...mine, id: 'relation-2' }, others, ofNobody];
    expect(reachOf(givenCaller({ subject: 'me' }), relations, now)).toEqual([patientId]);
  });
});
