import type { KeyObject } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { RemoteKeySource, type RemoteKeySourceOptions } from './remote-key-source.js';
import {
  answerKeys,
  givenKey,
  givenKeyEndpoint,
  publicJwk,
  type KeyEndpoint,
} from '../fixtures/test-issuer.fixture.js';

const first = givenKey('first');
const second = givenKey('second');
const seconds = 1000;

let endpoint: KeyEndpoint;
let now = 0;

beforeEach(async () => {
  endpoint = await givenKeyEndpoint(first);
  now = 0;
});
afterEach(() => endpoint.close());

function given(options: Partial<RemoteKeySourceOptions> = {}): RemoteKeySource {
  return new RemoteKeySource({ url: endpoint.url, nowMilliseconds: () => now, ...options });
}

const fails: RequestListener = (_request, response) => response.writeHead(500).end();
const unavailable = { code: 'token.keys.unavailable', kind: 'unavailable' };

describe('the keys of the issuer', () => {
  it('are fetched once for many tokens at once', async () => {
    const source = given();
    const keys = await Promise.all(Array.from({ length: 20 }, () => source.keyFor('first')));
    expect(keys.every((key) => key?.asymmetricKeyType === 'rsa')).toBe(true);
    expect(endpoint.requests).toBe(1);
  });

  it('are kept as long as max-age says, and fetched again afterwards', async () => {
    endpoint.answer = answerKeys([publicJwk(first)], 'max-age=60');
    const source = given();
    await source.keyFor('first');
    now = 59 * seconds;
    await source.keyFor('first');
    expect(endpoint.requests).toBe(1);
    now = 60 * seconds;
    await source.keyFor('first');
    expect(endpoint.requests).toBe(2);
  });

  it.each([
    ['five seconds for a max-age of nothing', 'max-age=0', 5],
    ['five minutes without one', 'no-transform', 300],
    ['an hour for one of a year', 'max-age=31536000', 3600],
  ])('are kept %s', async (_case, cacheControl, lifeSeconds) => {
    endpoint.answer = answerKeys([publicJwk(first)], cacheControl);
    const source = given();
    await source.keyFor('first');
    now = lifeSeconds * seconds - 1;
    await source.keyFor('first');
    expect(endpoint.requests).toBe(1);
    now += 1;
    await source.keyFor('first');
    expect(endpoint.requests).toBe(2);
  });

  it('no longer hold a key that the issuer has withdrawn, once max-age has passed', async () => {
    const source = given();
    await source.keyFor('first');
    endpoint.answer = answerKeys([publicJwk(second)]);
    now = 300 * seconds;
    await expect(source.keyFor('first')).resolves.toBeUndefined();
  });

  it.each([
    ['of another type', { kty: 'EC', kid: 'odd', crv: 'P-256', x: 'AA', y: 'AA' }],
    ['for encryption', publicJwk(givenKey('odd'), { use: 'enc' })],
    ['for another algorithm', publicJwk(givenKey('odd'), { alg: 'PS256' })],
    ['of less than 2048 bits', publicJwk(givenKey('odd', 1024))],
    ['that is no object', 'odd'],
  ])('leave out one %s and keep the others', async (_case, odd) => {
    endpoint.answer = answerKeys([odd as object, publicJwk(first)]);
    const source = given();
    await expect(source.keyFor('odd')).resolves.toBeUndefined();
    expect(modulusOf(await source.keyFor('first'))).toBe(modulusOf(first.publicKey));
  });

  it('may say nothing of their use and algorithm (RFC 7517 §4)', async () => {
    endpoint.answer = answerKeys([publicJwk(first, { use: undefined, alg: undefined })]);
    expect(modulusOf(await given().keyFor('first'))).toBe(modulusOf(first.publicKey));
  });

  it.each([201, 404, 500])('are not taken from an answer of status %i, though it holds some', async (status) => {
    endpoint.answer = (_request, response) =>
      response.writeHead(status).end(JSON.stringify({ keys: [publicJwk(first)] }));
    await expect(given().keyFor('first')).rejects.toMatchObject({ code: 'token.keys.unavailable' });
  });
});

describe('an unknown key id', () => {
  it('makes the source ask again, so that a rotated key works at once', async () => {
    const source = given();
    await source.keyFor('first');
    endpoint.answer = answerKeys([publicJwk(first), publicJwk(second)]);
    now = 10 * seconds;
    expect(modulusOf(await source.keyFor('second'))).toBe(modulusOf(second.publicKey));
    expect(endpoint.requests).toBe(2);
  });

  it('asks at most once in the cooldown, so that made-up ids cannot flood the endpoint', async () => {
    const source = given();
    for (let attempt = 0; attempt < 50; attempt++) await source.keyFor(`made-up-${attempt}`);
    expect(endpoint.requests).toBe(1);
  });

  it.each(['../../etc/passwd', 'http://evil.example/key', '__proto__', 'constructor'])(
    'such as %s is a name in a list, never an address',
    async (kid) => {
      await expect(given().keyFor(kid)).resolves.toBeUndefined();
    },
  );

  it('cannot be judged while the endpoint is down, since it may be a new one', async () => {
    const source = given();
    await source.keyFor('first');
    endpoint.answer = fails;
    now = 10 * seconds;
    await expect(source.keyFor('second')).rejects.toMatchObject(unavailable);
    expect(modulusOf(await source.keyFor('first'))).toBe(modulusOf(first.publicKey));
  });
});

describe('an endpoint that is down', () => {
  it('leaves the old keys in use for ten minutes past their max-age, and then none', async () => {
    const source = given();
    await source.keyFor('first');
    await endpoint.close();
    now = 300 * seconds + 599 * seconds;
    expect(modulusOf(await source.keyFor('first'))).toBe(modulusOf(first.publicKey));
    now = 300 * seconds + 600 * seconds;
    await expect(source.keyFor('first')).rejects.toMatchObject(unavailable);
  });

  it('is asked again after a second, and works as soon as it is back', async () => {
    endpoint.answer = fails;
    const source = given();
    await expect(source.keyFor('first')).rejects.toMatchObject(unavailable);
    await expect(source.keyFor('first')).rejects.toMatchObject(unavailable);
    expect(endpoint.requests).toBe(1);
    endpoint.answer = answerKeys([publicJwk(first)]);
    now = 1 * seconds;
    expect(modulusOf(await source.keyFor('first'))).toBe(modulusOf(first.publicKey));
  });

  it.each<[string, KeyEndpoint['answer']]>([
    ['answers with a page', (_request, response) => response.end('<html>sign in</html>')],
    ['answers with no key set', (_request, response) => response.end('{"keys":"none"}')],
    [
      'redirects, be it to the right keys',
      (request, response) => {
        if (request.url === '/elsewhere') answerKeys([publicJwk(first)])(request, response);
        else response.writeHead(302, { location: '/elsewhere' }).end();
      },
    ],
    [
      'answers with more than anybody needs',
      (_request, response) => response.end(JSON.stringify({ keys: [publicJwk(first)], padding: 'x'.repeat(300_000) })),
    ],
    ['names two keys alike', answerKeys([publicJwk(second, { kid: 'first' }), publicJwk(first)])],
    ['never answers', () => {}],
  ])('counts as down when it %s', async (_case, answer) => {
    const source = given({ timeoutMilliseconds: 250 });
    await source.keyFor('first');
    endpoint.answer = answer;
    now = 300 * seconds;
    expect(modulusOf(await source.keyFor('first'))).toBe(modulusOf(first.publicKey));
    now += 600 * seconds;
    await expect(source.keyFor('first')).rejects.toMatchObject(unavailable);
  });

  it('makes only the first caller wait for its failure while there is a usable key', async () => {
    const source = given({ timeoutMilliseconds: 250 });
    await source.keyFor('first');
    endpoint.answer = () => {};
    now = 300 * seconds;
    await source.keyFor('first');
    now += 2 * seconds;
    const withoutWaiting = Promise.race([source.keyFor('first'), afterManyTurns()]);
    expect(modulusOf(await withoutWaiting)).toBe(modulusOf(first.publicKey));
  });
});

describe('expired keys', () => {
  it('are used no more without asking again', async () => {
    const source = given();
    await source.keyFor('first');
    endpoint.answer = answerKeys([publicJwk(second)]);
    source.expire();
    await expect(source.keyFor('first')).resolves.toBeUndefined();
    expect(modulusOf(await source.keyFor('second'))).toBe(modulusOf(second.publicKey));
  });

  it('are used no more even if the endpoint is down', async () => {
    const source = given();
    await source.keyFor('first');
    await endpoint.close();
    source.expire();
    await expect(source.keyFor('first')).rejects.toMatchObject(unavailable);
  });

  it('do not come back with an answer that was under way', async () => {
    const source = given();
    let underWay: Promise<unknown> = Promise.resolve();
    const release = await new Promise<() => void>((resolve) => {
      endpoint.answer = (request, response) => resolve(() => answerKeys([publicJwk(first)])(request, response));
      underWay = source.keyFor('first');
    });
    source.expire();
    endpoint.answer = answerKeys([publicJwk(second)]);
    release();
    await expect(underWay).resolves.toBeUndefined();
    expect(modulusOf(await source.keyFor('second'))).toBe(modulusOf(second.publicKey));
  });

  it('are asked for once more by whoever waits for an answer that was under way', async () => {
    const source = given();
    let underWay: Promise<KeyObject | undefined> = Promise.resolve(undefined);
    const release = await new Promise<() => void>((resolve) => {
      endpoint.answer = (request, response) => resolve(() => answerKeys([publicJwk(first)])(request, response));
      underWay = source.keyFor('second');
    });
    source.expire();
    endpoint.answer = answerKeys([publicJwk(second)]);
    release();
    expect(modulusOf(await underWay)).toBe(modulusOf(second.publicKey));
  });
});

/** By which one key is told from another. */
function modulusOf(key: KeyObject | undefined): string | undefined {
  return key?.export({ format: 'jwk' }).n;
}

/** Long enough for everything that waits for nothing outside, far shorter than the time limit of a request. */
async function afterManyTurns(): Promise<undefined> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  return undefined;
}
