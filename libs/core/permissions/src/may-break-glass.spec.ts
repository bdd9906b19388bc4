import type { Caller } from './caller.js';
import { mayBreakGlass } from './may-break-glass.js';
import { givenCaller, givenRelation, now, patientId } from './question.fixture.js';
import { glassesOf } from './reach.js';

describe('breaking the glass', () => {
  it.each(['doctor', 'nurse'] as const)('is open to a %s who signed on in person', (role) => {
    expect(mayBreakGlass(givenCaller({ role }))).toBe(true);
  });

  it.each<[string, Partial<Caller>]>([
    ['a machine with the role of a doctor', { kind: 'client' }],
    ['an agent', { kind: 'agent', onBehalfOf: 'dr-wilson' }],
    ['a token that was given on for somebody else', { onBehalfOf: 'dr-wilson' }],
    ['a patient', { role: 'patient' }],
    ['an administrator', { role: 'admin' }],
    ['an integration', { kind: 'client', role: 'system' }],
  ])('is never open to %s', (_who, caller) => {
    expect(mayBreakGlass(givenCaller(caller))).toBe(false);
  });
});

describe('the broken glasses in a reach', () => {
  const glass = givenRelation({ id: 'glass', kind: 'break-glass' });

  it('are those in force of the caller, and no other relations', () => {
    const over = givenRelation({ id: 'over', kind: 'break-glass', expiresAt: now });
    const others = givenRelation({ id: 'others', kind: 'break-glass', subject: 'dr-wilson' });
    const assigned = givenRelation({ patientId });
    expect(glassesOf(givenCaller(), [assigned, over, others, glass], now)).toEqual(['glass']);
  });

  it('are none for a patient, to whom such a row opens nothing', () => {
    expect(glassesOf(givenCaller({ role: 'patient' }), [glass], now)).toEqual([]);
  });
});
