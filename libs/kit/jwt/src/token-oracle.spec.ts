import fc from 'fast-check';
import { jwtVerify } from 'jose';
import { audience, givenClaims, givenKey, issuer, signed, type SigningKey } from './fixtures/test-issuer.fixture.js';
import { givenVerifier, issuerKey, type VerifierUnderTest } from './fixtures/verifier.fixture.js';

let given: VerifierUnderTest;

beforeAll(async () => {
  given = await givenVerifier();
  await given.verifier.verify(await given.token());
});
afterAll(() => given.endpoint.close());

const stranger = givenKey(issuerKey.kid);

/** What an independent implementation of RFC 7515, 7519 and 9068 says of the token. */
async function joseAccepts(token: string): Promise<boolean> {
  const options = { issuer, audience, typ: 'at+jwt', algorithms: ['RS256'], currentDate: given.clock.now() };
  return jwtVerify(token, issuerKey.publicKey, options).then(
    () => true,
    () => false,
  );
}

/** In place and with waiting, which have to be of one mind. */
async function weAccept(token: string): Promise<boolean> {
  const atOnce = given.verifier.verifyAtOnce(token) !== undefined;
  const verified = await given.verifier.verify(token).then(
    () => true,
    () => false,
  );
  expect(atOnce).toBe(verified);
  return verified;
}

const nowSeconds = (): number => given.clock.now().getTime() / 1000;
const aroundNow = fc.integer({ min: -2, max: 2 });
const mostly = <T>(usual: T, ...unusual: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...unusual) });

const aToken = fc.record({
  key: mostly<SigningKey>(issuerKey, stranger),
  typ: mostly<string | undefined>('at+jwt', 'JWT', undefined),
  iss: mostly<unknown>(issuer, `${issuer}/`, undefined),
  aud: mostly<unknown>(audience, [audience], 'elsewhere', undefined),
  exp: fc.oneof({ weight: 3, arbitrary: fc.constant(600) }, { weight: 1, arbitrary: aroundNow }),
  nbf: fc.option(aroundNow),
  cutAt: fc.option(fc.nat(1_100), { freq: 6 }),
});

describe('a token that we accept', () => {
  it('is one that jose accepts, and what jose accepts in our stricter form we accept', async () => {
    const accepted = { both: 0, neither: 0 };
    await fc.assert(
      fc.asyncProperty(aToken, async ({ key, typ, exp, nbf, cutAt, ...claims }) => {
        const times = { exp: nowSeconds() + exp, ...(nbf !== null && { nbf: nowSeconds() + nbf }) };
        const whole = await signed(key, givenClaims(given.clock.now(), { ...claims, ...times }), { typ });
        const token = cutAt === null ? whole : whole.slice(0, cutAt) + whole.slice(cutAt + 1);
        const ours = await weAccept(token);
        const theirs = await joseAccepts(token);
        accepted[ours ? 'both' : 'neither'] += 1;
        expect(ours).toBe(theirs && !Array.isArray(claims.aud));
      }),
      { numRuns: 600 },
    );
    expect(accepted.both).toBeGreaterThan(30);
    expect(accepted.neither).toBeGreaterThan(30);
  });
});
