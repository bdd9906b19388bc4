import type { KeyObject } from 'node:crypto';
import type { Revocation } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { answerKeys } from './fixtures/test-issuer.fixture.js';
import { givenVerifier, issuerKey, type VerifierUnderTest } from './fixtures/verifier.fixture.js';
import type { KeySource } from './keys/key-source.js';

let given: VerifierUnderTest;

beforeEach(async () => {
  given = await givenVerifier();
});
afterEach(() => given.endpoint.close());

const HOUR = 3_600_000;

/** Keys that a spec makes fail or wait. */
function keysByHand(): KeySource & { next: () => Promise<KeyObject> } {
  const source = {
    next: () => Promise.resolve(issuerKey.publicKey),
    keyFor: (): Promise<KeyObject> => source.next(),
    held: () => undefined,
    expire: () => {},
  };
  return source;
}

function revocation(overrides: Partial<Revocation>): Revocation {
  const seconds = given.clock.now().getTime() / 1000;
  return { seq: 1, kind: 'token', value: '', notBeforeSeconds: seconds, expiresAtSeconds: seconds + 900, ...overrides };
}

describe('a good token', () => {
  it('becomes the caller whom its claims describe', async () => {
    const named = { jti: 'token-1', gid: 'grant-1', sid: 'session-1', patient: 'patient-1' };
    const token = await given.token({ ...named, email: 'not@looked.at' });
    const issuedAtSeconds = given.clock.now().getTime() / 1000;
    await expect(given.verifier.verify(token)).resolves.toEqual({
      kind: 'user',
      subject: '0198f000-0000-7000-8000-00000000000a',
      clientId: 'console',
      role: 'nurse',
      scopes: ['read:patients', 'read:vitals'],
      tokenId: 'token-1',
      grantId: 'grant-1',
      sessionId: 'session-1',
      patientInContext: 'patient-1',
      issuedAtSeconds,
      expiresAtSeconds: issuedAtSeconds + 600,
    });
  });

  it('of a client makes the client the subject', async () => {
    const token = await given.token({
      subject_kind: 'client',
      sub: 'laboratory',
      client_id: 'laboratory',
      role: 'system',
    });
    await expect(given.verifier.verify(token)).resolves.toMatchObject({ kind: 'client', subject: 'laboratory' });
  });

  it('may carry names in any script', async () => {
    // However the bytes fall, these three make both letters that base64url has beyond base64.
    const token = await given.token({ app_name: '¾¾¾ ¿¿¿ 診療所' });
    expect(token.split('.')[1]).toMatch(/-.*_/);
    await expect(given.verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
  });

  it('of an agent names the agent and the person behind it', async () => {
    const token = await given.token({
      subject_kind: 'agent',
      sub: 'dr-house',
      act: { sub: 'summariser' },
      role: 'doctor',
    });
    await expect(given.verifier.verify(token)).resolves.toMatchObject({
      kind: 'agent',
      subject: 'summariser',
      onBehalfOf: 'dr-house',
    });
  });

  it('without scope opens nothing, rather than being refused', async () => {
    const token = await given.token({ scope: undefined });
    await expect(given.verifier.verify(token)).resolves.toMatchObject({ scopes: [] });
  });

  it('gives a caller whom nobody can change for the next request', async () => {
    const caller = await given.verifier.verify(await given.token());
    expect(() => Object.assign(caller, { role: 'admin' })).toThrow(TypeError);
    expect(() => (caller.scopes as string[]).push('write:users')).toThrow(TypeError);
  });
});

describe('a verdict', () => {
  it('is remembered, so that the next request can be answered without waiting', async () => {
    const token = await given.token();
    expect(given.verifier.peek(token)).toBeUndefined();
    const caller = await given.verifier.verify(token);
    expect(given.verifier.peek(token)).toBe(caller);
    await expect(given.verifier.verify(token)).resolves.toBe(caller);
  });

  it('is reached without waiting once the key is at hand, and not before', async () => {
    const [first, second] = [await given.token({ jti: 'first' }), await given.token({ jti: 'second' })];
    expect(given.verifier.verifyAtOnce(first)).toBeUndefined();
    await given.verifier.verify(first);
    const caller = given.verifier.verifyAtOnce(second);
    expect(caller).toMatchObject({ tokenId: 'second' });
    expect(given.verifier.verifyAtOnce(second)).toBe(caller);
    await expect(given.verifier.verify(second)).resolves.toBe(caller);
  });

  it('reached without waiting asks for revocation and for the state of the view like any other', async () => {
    await given.verifier.verify(await given.token({ jti: 'first' }));
    const token = await given.token({ jti: 'second' });
    given.revocations.stale = true;
    expect(given.verifier.verifyAtOnce(token)).toBeUndefined();
    await expect(given.verifier.verify(token)).rejects.toMatchObject({ code: 'access.view.stale' });
  });

  it('is remembered for a minute at most', async () => {
    const token = await given.token();
    await given.verifier.verify(token);
    given.clock.advance(59_999);
    expect(given.verifier.peek(token)).toMatchObject({ kind: 'user' });
    given.clock.advance(1);
    expect(given.verifier.peek(token)).toBeUndefined();
    await expect(given.verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
  });

  it('ends with the token, even within the minute', async () => {
    const token = await given.token({ exp: given.clock.now().getTime() / 1000 + 10 });
    await given.verifier.verify(token);
    given.clock.advance(10_000);
    expect(given.verifier.peek(token)).toBeUndefined();
    await expect(given.verifier.verify(token)).rejects.toMatchObject({ code: 'token.expired' });
  });

  it('on a bad token is remembered for five seconds, so that it cannot be used to burn our time', async () => {
    const early = await given.token({ nbf: given.clock.now().getTime() / 1000 + 1 });
    await expect(given.verifier.verify(early)).rejects.toMatchObject({ code: 'token.not_yet_valid' });
    given.clock.advance(4_999);
    await expect(given.verifier.verify(early)).rejects.toMatchObject({ code: 'token.not_yet_valid' });
    given.clock.advance(1);
    await expect(given.verifier.verify(early)).resolves.toMatchObject({ kind: 'user' });
  });

  it('is reached anew when the clock was set back, as it would be remembered for as long as that went', async () => {
    const token = await given.token();
    const { verifier } = given;
    given.clock.advance(3 * HOUR);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token.expired' });
    given.clock.advance(-3 * HOUR);
    await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
    given.clock.advance(-3 * HOUR);
    expect(verifier.peek(token)).toBeUndefined();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token.not_yet_valid' });
  });

  it('on a bad token is remembered as long when it was reached without waiting', async () => {
    await given.verifier.verify(await given.token());
    const early = await given.token({ nbf: given.clock.now().getTime() / 1000 + 1 });
    expect(given.verifier.verifyAtOnce(early)).toBeUndefined();
    given.clock.advance(4_999);
    expect(given.verifier.verifyAtOnce(early)).toBeUndefined();
    await expect(given.verifier.verify(early)).rejects.toMatchObject({ code: 'token.not_yet_valid' });
    given.clock.advance(1);
    expect(given.verifier.verifyAtOnce(early)).toMatchObject({ kind: 'user' });
  });

  it('is not remembered when the keys were unavailable', async () => {
    const keys = keysByHand();
    const verifier = given.verifierWith(keys);
    const token = await given.token();
    keys.next = () => Promise.reject(new DomainError('token.keys.unavailable'));
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token.keys.unavailable' });
    keys.next = () => Promise.resolve(issuerKey.publicKey);
    await expect(verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
  });

  it('that was under way when the keys changed is not remembered', async () => {
    const keys = keysByHand();
    const verifier = given.verifierWith(keys);
    const token = await given.token();
    let answer = (_key: KeyObject): void => {};
    keys.next = () => new Promise((resolve) => (answer = resolve));
    const underWay = verifier.verify(token);
    verifier.keysChanged();
    answer(issuerKey.publicKey);
    await underWay;
    expect(verifier.peek(token)).toBeUndefined();
  });

  it('of withdrawn keys is relied on no more once the change is known', async () => {
    const token = await given.token();
    await given.verifier.verify(token);
    given.endpoint.answer = answerKeys([]);
    given.verifier.keysChanged();
    expect(given.verifier.peek(token)).toBeUndefined();
    await expect(given.verifier.verify(token)).rejects.toMatchObject({ code: 'token.signature.invalid' });
  });

  it('makes room for new ones, the least used first', async () => {
    await given.endpoint.close();
    given = await givenVerifier({ cacheSize: 2 });
    const tokens = await Promise.all([given.token(), given.token(), given.token()]);
    for (const token of tokens) await given.verifier.verify(token);
    expect(tokens.map((token) => given.verifier.peek(token) !== undefined)).toEqual([false, true, true]);
  });
});

describe('revocation', () => {
  it.each<[string, (r: typeof revocation) => Revocation]>([
    ['the token', (r) => r({ kind: 'token', value: 'token-1' })],
    ['the token for which it was exchanged', (r) => r({ kind: 'token', value: 'origin-1' })],
    ['its grant family', (r) => r({ kind: 'grant', value: 'grant-1' })],
    ['its session', (r) => r({ kind: 'session', value: 'session-1' })],
    ['the agent', (r) => r({ kind: 'subject', value: 'summariser' })],
    ['the person behind the agent', (r) => r({ kind: 'subject', value: 'dr-house' })],
    ['the client', (r) => r({ kind: 'client', value: 'console' })],
  ])('of %s is obeyed at once, also by a remembered verdict', async (_case, make) => {
    const people = { sub: 'dr-house', act: { sub: 'summariser' } };
    const named = { jti: 'token-1', origin_jti: 'origin-1', gid: 'grant-1', sid: 'session-1', ...people };
    const token = await given.token({ ...named, subject_kind: 'agent' });
    const unseen = await given.token({ ...named, subject_kind: 'agent', scope: '' });
    const refusal = { code: 'token.revoked', kind: 'unauthenticated' };
    await given.verifier.verify(token);
    given.revocations.index.apply(make(revocation));
    expect(given.verifier.peek(token)).toBeUndefined();
    await expect(given.verifier.verify(token)).rejects.toMatchObject(refusal);
    expect(given.verifier.verifyAtOnce(unseen)).toBeUndefined();
    await expect(given.verifier.verify(unseen)).rejects.toMatchObject(refusal);
  });

  it('is asked for at every single use', async () => {
    const token = await given.token();
    await given.verifier.verify(token);
    await given.verifier.verify(token);
    given.verifier.peek(token);
    expect(given.revocations.asked).toBe(3);
  });

  it('that was not heard of for a while is looked for once more before anybody is refused', async () => {
    const token = await given.token();
    await given.verifier.verify(token);
    given.revocations.overdue = true;
    expect([given.verifier.peek(token), given.verifier.verifyAtOnce(token)]).toEqual([undefined, undefined]);
    given.revocations.stale = true;
    given.revocations.look = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      Object.assign(given.revocations, { stale: false, overdue: false });
    };
    await expect(given.verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
    given.revocations.look = () => Promise.reject(new Error('It was not old.'));
    await expect(given.verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
  });

  it('that cannot be known refuses everybody, and lets them in again when it can (attack 49: fail open)', async () => {
    const token = await given.token();
    await given.verifier.verify(token);
    given.revocations.stale = true;
    expect([given.verifier.peek(token), given.verifier.verifyAtOnce(token)]).toEqual([undefined, undefined]);
    await expect(given.verifier.verify(token)).rejects.toMatchObject({
      code: 'access.view.stale',
      kind: 'unavailable',
    });
    await expect(given.verifier.verify(await given.token())).rejects.toMatchObject({ code: 'access.view.stale' });
    given.revocations.stale = false;
    await expect(given.verifier.verify(token)).resolves.toMatchObject({ kind: 'user' });
  });
});

describe('verifiers of several audiences', () => {
  it('can share one source of keys, and each accepts only its own', async () => {
    const keys = keysByHand();
    const here = given.verifierWith(keys);
    const there = given.verifierWith(keys, 'https://imaging.clinic.example/mcp');
    const token = await given.token();
    await here.verify(token);
    expect(there.peek(token)).toBeUndefined();
    await expect(there.verify(token)).rejects.toMatchObject({ code: 'token.audience.mismatch' });
  });
});
