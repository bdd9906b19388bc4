import { copiedHeaders } from '@caregate/core-contracts';
import { givenCaller } from '@caregate/testing';
import {
  identityHeaders,
  noIdentityHeaders,
  withAuthorization,
  withToken,
  writablePerson,
} from './identity-headers.js';

const person = { name: 'Zo%C3%AB', email: 'zoe@hosp.example' };
const caller = givenCaller({ subject: 'dr-1', scopes: ['read:vitals', 'read:labs'], sessionId: 'session-1' });

function read(lines: readonly string[]): Record<string, string> {
  const pairs = lines.flatMap((name, at) => (at % 2 === 0 ? [[name, lines[at + 1] ?? 'no value'] as const] : []));
  expect(new Set(pairs.map(([name]) => name.toLowerCase())).size).toBe(pairs.length);
  return Object.fromEntries(pairs);
}

describe('the headers by which an upstream knows the caller', () => {
  const beside = { 'Cache-Control': 'no-store', 'Content-Length': '0' };
  const headers = identityHeaders(caller, person, 'assertion');

  it('are each of those that the edge overwrites, exactly once, and kept by nobody', () => {
    const expected = {
      ...beside,
      'X-User-Id': 'dr-1',
      'X-User-Name': 'Zo%C3%AB',
      'X-User-Email': 'zoe@hosp.example',
      'X-User-Roles': 'doctor',
      'X-Client-Id': 'client-of-specs',
      'X-Auth-Scopes': 'read:vitals read:labs',
      'X-Auth-Jti': 'token-of-specs',
      'X-Session-Id': 'session-1',
      'X-Auth-Assertion': 'assertion',
    };
    expect(read(withToken(headers, 'a.b.c'))).toEqual({
      ...expected,
      'X-Auth-Token': 'a.b.c',
      Authorization: 'Bearer a.b.c',
    });
    expect(read(withAuthorization(headers, 'Basic x'))).toEqual({
      ...expected,
      'X-Auth-Token': '',
      Authorization: 'Basic x',
    });
  });

  it.each([
    ['the token', withToken(headers, 'a.b.c')],
    ['what an upstream believes instead', withAuthorization(headers, 'Basic x')],
  ])('with %s, are those that the edge copies, no more and no less', (_what, lines) => {
    expect(Object.keys(read(lines)).toSorted()).toEqual([...Object.keys(beside), ...copiedHeaders].toSorted());
  });

  it('are all there, and all empty, for nobody in particular', () => {
    expect(read(noIdentityHeaders)).toEqual({
      ...beside,
      ...Object.fromEntries(copiedHeaders.map((name) => [name, ''])),
    });
  });

  it('name the person for whom an agent asks, and no session or address where there is none', () => {
    const agent = givenCaller({ kind: 'agent', subject: 'summariser', onBehalfOf: 'dr-1' });
    expect(read(identityHeaders(agent, { name: 'Zoe' }, 'assertion'))).toMatchObject({
      'X-User-Id': 'dr-1',
      'X-User-Email': '',
      'X-Session-Id': '',
    });
  });

  it('hold what people chose in a form that cannot end them', () => {
    const chosen = writablePerson({ name: 'a\r\nX-User-Roles: admin', email: 'ü@hosp.example\r\nx: y' });
    expect(Object.values(chosen).join('')).toMatch(/^[\x20-\x7e]+$/u);
    expect(writablePerson({ name: 'Nurse' })).toEqual({ name: 'Nurse', email: '' });
  });
});
