import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { DomainError } from '@caregate/core-errors';
import { issuer, audience, givenClaims, givenKey, publicJwk, signed } from './fixtures/test-issuer.fixture.js';
import { givenVerifier, issuerKey, type VerifierUnderTest } from './fixtures/verifier.fixture.js';

let given: VerifierUnderTest;

beforeAll(async () => {
  given = await givenVerifier();
  // So that the key is at hand, and what is refused is refused for what it is.
  await given.verifier.verify(await given.token());
});
afterAll(() => given.endpoint.close());

/** Somebody else's key, under whatever id a case needs. */
const stranger = givenKey('stranger');

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const goodHeader = { alg: 'RS256', typ: 'at+jwt', kid: issuerKey.kid };
const malformed = { code: 'token.malformed', kind: 'unauthenticated' };
const early = { code: 'token.not_yet_valid', kind: 'unauthenticated' };

async function expectRefused(token: string, refusal: object): Promise<void> {
  expect(given.verifier.verifyAtOnce(token)).toBeUndefined();
  await expect(given.verifier.verify(token)).rejects.toMatchObject(refusal);
  expect(given.verifier.peek(token)).toBeUndefined();
}

/** The good token with another header, under the signature of the good one. */
async function withHeader(header: object): Promise<string> {
  const [, payload, signature] = (await given.token()).split('.');
  return `${encoded(header)}.${payload}.${signature}`;
}

describe('a forged signature (attack 37)', () => {
  it.each(['none', 'None', 'NONE', ''])('is not accepted as absent by the algorithm "%s"', async (alg) => {
    const payload = encoded(givenClaims(given.clock.now()));
    await expectRefused(`${encoded({ ...goodHeader, alg })}.${payload}.`, malformed);
    await expectRefused(`${encoded({ ...goodHeader, alg })}.${payload}.AAAA`, malformed);
  });

  it.each(['pem', 'jwk'] as const)('is not accepted as HMAC with our public key (%s) for a secret', async (form) => {
    const secret =
      form === 'pem'
        ? issuerKey.publicKey.export({ type: 'spki', format: 'pem' })
        : JSON.stringify(issuerKey.publicKey.export({ format: 'jwk' }));
    const input = `${encoded({ ...goodHeader, alg: 'HS256' })}.${encoded(givenClaims(given.clock.now()))}`;
    await expectRefused(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`, malformed);
  });

  it.each(['RS384', 'RS512', 'PS256', 'ES256', 'EdDSA', 'rs256', 'RS256 '])('is not accepted as %s', async (alg) => {
    await expectRefused(await withHeader({ ...goodHeader, alg }), malformed);
  });

  it('of another key under the id of ours is refused', async () => {
    const token = await signed({ ...stranger, kid: issuerKey.kid }, givenClaims(given.clock.now()));
    await expectRefused(token, { code: 'token.signature.invalid', kind: 'unauthenticated' });
  });

  it.each(['../../../../dev/null', 'https://evil.example/jwks', "' or 1=1 --", 'first\0', 'FIRST'])(
    'is not accepted with the key id %j, which no key of the issuer has',
    async (kid) => {
      await expectRefused(await signed({ ...stranger, kid }, givenClaims(given.clock.now())), {
        code: 'token.signature.invalid',
      });
    },
  );

  it.each(['', 'k'.repeat(201)])('is not looked for by a key id that nobody would give: %j', async (kid) => {
    const claims = givenClaims(given.clock.now());
    const asked = given.endpoint.requests;
    await expectRefused(await signed({ ...stranger, kid }, claims), malformed);
    expect(given.endpoint.requests).toBe(asked);
  });

  it.each<[string, () => object]>([
    ['jwk', () => ({ jwk: publicJwk(stranger) })],
    ['jku', () => ({ jku: 'https://evil.example/jwks' })],
    ['x5u', () => ({ x5u: 'https://evil.example/cert.pem' })],
    ['x5c', () => ({ x5c: ['MIIB'] })],
    ['x5t#S256', () => ({ 'x5t#S256': 'AAAA' })],
  ])('does not bring its own key in the header %s, neither signed by a stranger nor by us', async (_name, header) => {
    const forged = await signed({ ...stranger, kid: issuerKey.kid }, givenClaims(given.clock.now()), header());
    await expectRefused(forged, malformed);
    await expectRefused(await given.token({}, header()), malformed);
  });

  it('does not ask us to understand extensions (crit)', async () => {
    await expectRefused(await given.token({}, { crit: ['x-unknown'], 'x-unknown': 1 }), malformed);
    await expectRefused(await withHeader({ ...goodHeader, crit: [] }), malformed);
  });

  it('does not cover an unencoded payload (b64: false)', async () => {
    await expectRefused(await given.token({}, { crit: ['b64'], b64: true }), malformed);
    await expectRefused(await withHeader({ ...goodHeader, crit: ['b64'], b64: false }), malformed);
    await expectRefused(await withHeader({ ...goodHeader, b64: false }), malformed);
  });

  it('is not made good by whitespace or a second token around it', async () => {
    const token = await given.token();
    for (const disguised of [
      ` ${token}`,
      `${token} `,
      `${token}\n`,
      `${token}.`,
      `${token}.${token}`,
      `Bearer ${token}`,
    ])
      await expectRefused(disguised, malformed);
  });

  it('does not survive the change of any single character', async () => {
    const token = await given.token();
    // The last character carries four bits that no byte of the signature uses.
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom('A', 'Q', 'z', '_', '-', '9'), async (at, other) => {
        fc.pre(token[at] !== other);
        const changed = token.slice(0, at) + other + token.slice(at + 1);
        await expect(given.verifier.verify(changed)).rejects.toMatchObject({ kind: 'unauthenticated' });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a token of another kind (attack 32)', () => {
  it.each([undefined, 'JWT', 'id+jwt', 'logout+jwt', 'dpop+jwt', 'AT+JWT ', ''])(
    'such as one of type %s is no access token',
    async (typ) => {
      await expectRefused(await given.token({}, { typ }), malformed);
    },
  );

  it.each(['https://auth.evil.example', `${issuer}/`, `${issuer}.evil.example`])(
    'from the issuer %j is refused',
    async (iss) => {
      await expectRefused(await given.token({ iss }), { code: 'token.issuer.unknown', kind: 'unauthenticated' });
    },
  );
});

describe('a token for another resource (attack 39)', () => {
  it.each(['https://imaging.clinic.example/mcp', `${audience}/`, `${audience}?x`, audience.toUpperCase(), ''])(
    'such as %j is refused',
    async (aud) => {
      await expectRefused(await given.token({ aud }), { code: 'token.audience.mismatch', kind: 'unauthenticated' });
    },
  );

  it.each([
    [undefined],
    [null],
    [{}],
    [[]],
    [['https://imaging.clinic.example/mcp']],
    [[audience]],
    [[audience, 'https://imaging.clinic.example/mcp']],
  ])('is refused also when the audience is no single name, though ours be one of a list: %j', async (aud) => {
    await expectRefused(await given.token({ aud }), malformed);
  });
});

describe('claims that do not add up', () => {
  it.each<[string, object]>([
    ['no issuer', { iss: undefined }],
    ['a list of issuers', { iss: [issuer] }],
    ['no expiry', { exp: undefined }],
    ['an expiry in words', { exp: 'tomorrow' }],
    ['an expiry that is no whole number', { exp: 99_999_999_999.5 }],
    ['no time of issue', { iat: undefined }],
    ['a beginning in words', { nbf: 'tomorrow' }],
    ['no id', { jti: undefined }],
    ['an empty id', { jti: '' }],
    ['no subject', { sub: undefined }],
    ['an empty subject', { sub: '' }],
    ['no client', { client_id: undefined }],
    ['a role that we do not know', { role: 'superuser' }],
    ['a role from the prototype', { role: 'constructor' }],
    ['several roles', { role: ['nurse', 'admin'] }],
    ['a kind of subject that we do not know', { subject_kind: 'god' }],
    ['scopes as a list', { scope: ['read:patients'] }],
    ['a client that calls itself by the id of a user', { subject_kind: 'client' }],
  ])('make a token with %s malformed', async (_case, claims) => {
    await expectRefused(await given.token(claims), malformed);
  });

  it('are refused when they have expired to the second', async () => {
    const now = given.clock.now().getTime() / 1000;
    await expectRefused(await given.token({ exp: now }), { code: 'token.expired', kind: 'unauthenticated' });
    await expect(given.verifier.verify(await given.token({ exp: now + 1 }))).resolves.toMatchObject({ kind: 'user' });
  });

  it('are refused as not valid yet before they begin', async () => {
    const now = given.clock.now().getTime() / 1000;
    await expect(given.verifier.verify(await given.token({ nbf: now }))).resolves.toMatchObject({ kind: 'user' });
    await expectRefused(await given.token({ nbf: now + 1 }), early);
  });

  it('may be dated a minute ahead, as the clocks of two machines differ', async () => {
    const now = given.clock.now().getTime() / 1000;
    await expect(given.verifier.verify(await given.token({ iat: now + 60 }))).resolves.toMatchObject({ kind: 'user' });
    await expectRefused(await given.token({ iat: now + 61 }), early);
  });
});

describe('whatever else is presented', () => {
  it('is refused as absent when it is empty', async () => {
    await expectRefused('', { code: 'token.absent', kind: 'unauthenticated' });
  });

  it('is refused without being read when it is too long', async () => {
    const tooLong = { ...malformed, detail: { part: 'length' } };
    await expectRefused('a'.repeat(8_193), tooLong);
    await expectRefused(await given.token({ app_name: 'a'.repeat(8_193) }), tooLong);
  });

  it('is refused, never an internal error, and says nothing of the claims', async () => {
    const json = fc.json().map((text) => Buffer.from(text).toString('base64url'));
    const signature = fc.base64String().map((text) => text.replaceAll(/[+/=]/g, '_'));
    const looksLikeToken = fc
      .tuple(fc.oneof(json, fc.constant(encoded(goodHeader))), json, signature)
      .map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), looksLikeToken), async (token) => {
        const error: unknown = await given.verifier.verify(token).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(DomainError);
        expect(error).toMatchObject({ kind: 'unauthenticated', cause: undefined });
      }),
      { numRuns: 1_000 },
    );
  });
});
