import fc from 'fast-check';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import type { ClientCredentials } from '../../admin/credentials-file.js';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { givenLanes, type LaneAnswer, type LaneRequest, type Lanes } from '../../testing/lanes.fixture.js';
import { givenSeededClients, machineToken } from '../../testing/seeded-client.fixture.js';
import { until } from '../../testing/until.fixture.js';

let auth: GivenAuth;
let lanes: Lanes;
let keys: ReturnType<typeof createLocalJWKSet>;
let copilot: ClientCredentials;
let nurse: ClientCredentials;
const tokens = { own: '', others: '', revoked: '' };

beforeAll(async () => {
  auth = await givenAuth();
  const clients = await givenSeededClients(auth);
  [copilot, nurse] = [given(clients.get('copilot-studio')), given(clients.get('nurse-station'))];
  keys = createLocalJWKSet((await (await fetch(`${auth.url}/oauth/jwks`)).json()) as JSONWebKeySet);
  tokens.own = await machineToken(auth, copilot);
  tokens.others = await machineToken(auth, nurse);
  tokens.revoked = await machineToken(auth, copilot);
  const proof = { authorization: basic(copilot) };
  const body = new URLSearchParams({ token: tokens.revoked });
  await fetch(`${auth.url}/oauth/token/revocation`, { method: 'POST', headers: proof, body });
  lanes = await givenLanes(auth.config);
});
afterAll(async () => {
  await lanes.close();
  await auth.close();
});

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

const base64 = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const basic = ({ client_id: id, client_secret: secret }: ClientCredentials) => base64(`${id}:${secret}`);
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const secret = () => ({ client_id: copilot.client_id, client_secret: copilot.client_secret });

type Fields = Record<string, string>;
/** A token asked for with the credentials in the header. */
const asking = (fields: Fields = {}, headers: LaneRequest['headers'] = {}): LaneRequest => ({
  headers: { authorization: basic(copilot), ...headers },
  body: form({ grant_type: 'client_credentials', ...fields }),
});
/** A token asked for with the credentials in the form. */
const posting = (fields: Fields = {}, headers: LaneRequest['headers'] = {}): LaneRequest => ({
  headers,
  body: form({ grant_type: 'client_credentials', ...secret(), ...fields }),
});
const about = (fields: Fields, headers: LaneRequest['headers'] = {}): LaneRequest => ({
  path: '/token/introspection',
  headers: { authorization: basic(copilot), ...headers },
  body: form(fields),
});
const raw = (body: string, headers: LaneRequest['headers'] = {}): LaneRequest => ({
  headers: { authorization: basic(copilot), ...headers },
  body,
});

type Case = readonly [string, () => LaneRequest];

const plain: readonly Case[] = [
  ['a token for who proves itself in the header', () => asking()],
  ['a token for who proves itself in the form', () => posting()],
  ['a client that says its name twice', () => asking({ client_id: copilot.client_id })],
  ['a client that names its application', () => posting({ app_id: 'copilot-studio' })],
  ['one scope', () => asking({ scope: 'read:labs' })],
  ['a scope too much', () => asking({ scope: 'read:labs write:labs' })],
  ['a scope twice', () => asking({ scope: 'read:labs read:patients read:labs' })],
  ['a scope that means nothing to machines', () => asking({ scope: 'offline_access' })],
  ['the scopes of the older gateway', () => asking({ scope: 'read write' })],
  ['a resource', () => asking({ resource: ehrResource })],
  ['a resource written in another way', () => asking({ resource: 'HTTP://EHR.example:7777/mcp/' })],
  ['a charset', () => asking({}, { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' })],
  ['what its own token says', () => about({ token: tokens.own })],
  ['what its own token says, with a hint', () => about({ token: tokens.own, token_type_hint: 'refresh_token' })],
  ['what a token of another says', () => about({ token: tokens.others })],
];

const others: readonly Case[] = [
  ['a resource that offers it nothing', () => asking({ resource: auth.url })],
  ['a wrong secret', () => posting({ client_secret: 'x'.repeat(64) })],
  [
    'a wrong secret in the header',
    () => raw('grant_type=client_credentials', { authorization: base64(`${copilot.client_id}:x`) }),
  ],
  ['the secret of another', () => posting({ client_secret: nurse.client_secret })],
  ['an unknown client', () => posting({ client_id: 'client_nobody' })],
  [
    'no secret',
    () => raw(form({ grant_type: 'client_credentials', client_id: copilot.client_id }), { authorization: undefined }),
  ],
  ['nobody', () => raw('grant_type=client_credentials', { authorization: undefined })],
  ['a secret in both places', () => posting({}, { authorization: basic(copilot) })],
  ['a name that is not that of the header', () => asking({ client_id: nurse.client_id })],
  ['the application of another', () => posting({ app_id: 'nurse-station' })],
  ['an assertion too', () => posting({ client_assertion: 'a.b.c' })],
  ['another scheme', () => asking({}, { authorization: 'Bearer abc' })],
  ['a scheme in small letters', () => asking({}, { authorization: basic(copilot).replace('Basic', 'basic') })],
  ['a header with percent signs', () => asking({}, { authorization: base64(`${copilot.client_id}:%61`) })],
  ['a header without colon', () => asking({}, { authorization: base64('abc') })],
  ['a header that is no Base64', () => asking({}, { authorization: 'Basic a*' })],
  [
    'a header of Base64 with bits too many',
    () => asking({}, { authorization: `${basic(copilot).replace(/=*$/u, '')}=` }),
  ],
  ['a scope that nobody has', () => asking({ scope: 'read:audit' })],
  ['a scope for which its role is too small', () => asking({ scope: 'write:users' })],
  ['a scope that cannot be one', () => asking({ scope: 'a"b' })],
  ['a scope of SMART App Launch', () => asking({ scope: 'system/Observation.rs' })],
  ['two spaces in the scope', () => asking({ scope: 'read:labs  read:patients' })],
  ['an empty scope', () => asking({ scope: '' })],
  ['the scope of a person', () => asking({ scope: 'openid' })],
  ['a scope twice over', () => raw('grant_type=client_credentials&scope=read:labs&scope=read:labs')],
  ['a resource that nobody knows', () => asking({ resource: 'http://elsewhere.example/' })],
  ['a resource that is no address', () => asking({ resource: '/mcp' })],
  ['a resource with a fragment', () => asking({ resource: `${ehrResource}#a` })],
  ['two resources', () => raw(`grant_type=client_credentials&resource=${ehrResource}&resource=${ehrResource}`)],
  ['a parameter that nobody knows', () => asking({ audience: ehrResource })],
  ['another grant', () => asking({ grant_type: 'authorization_code', code: 'x' })],
  ['a grant that nobody has', () => asking({ grant_type: 'password' })],
  ['no grant', () => raw('scope=read:labs')],
  ['nothing', () => raw('')],
  ['letters beyond ASCII', () => raw('grant_type=client_credentials&scope=\xe9')],
  ['JSON', () => raw('{}', { 'content-type': 'application/json' })],
  ['no media type', () => asking({}, { 'content-type': undefined })],
  ['another charset', () => asking({}, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-16' })],
  ['a page of another origin', () => asking({}, { origin: 'https://elsewhere.example' })],
  ['a proof of a key', () => asking({}, { dpop: 'a.b.c' })],
  ['a client that wants a page', () => asking({ scope: 'read:audit' }, { accept: 'text/html' })],
  ['a query', () => ({ ...asking(), path: '/token?a=b' })],
  ['a revoked token', () => about({ token: tokens.revoked })],
  ['a token that is changed', () => about({ token: `${tokens.own.slice(0, -9)}AAAAAAAAA` })],
  ['a token that is none', () => about({ token: 'a.b.c' })],
  ['an opaque token', () => about({ token: 'x'.repeat(43) })],
  ['an empty token', () => about({ token: '' })],
  ['no token', () => about({ token_type_hint: 'access_token' })],
  [
    'a token asked about with a wrong secret',
    () => about({ token: tokens.own }, { authorization: base64(`${copilot.client_id}:x`) }),
  ],
  ['a token asked about by nobody', () => about({ token: tokens.own }, { authorization: undefined })],
];

describe('the direct lane and the library', () => {
  it.each(plain)('answer %s the same, and the direct lane does it itself', async (_case, asked) => {
    const before = lanes.left();
    const [direct, library] = await both(asked);
    expect(direct).toEqual(library);
    expect(direct.status).toBe(200);
    expect(lanes.left()).toBe(before);
  });

  it.each(others)('answer %s the same, for the direct lane leaves it to the library', async (_case, asked) => {
    const before = lanes.left();
    const [direct, library] = await both(asked);
    expect(direct).toEqual(library);
    expect(lanes.left()).toBe(before + 1);
  });

  it.each<Case>([plain[1] as Case, plain[5] as Case, others[1] as Case, others[17] as Case])(
    'write down %s the same',
    async (_case, asked) => {
      await lanes.direct(asked());
      const direct = await written();
      await lanes.library(asked());
      const library = await written();
      expect(direct).toEqual(library);
    },
  );

  it('cannot be told apart by requests that nobody thought of', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(anyRequest, async (make) => {
        const before = lanes.left();
        const [direct, library] = await both(make);
        taken += before + 1 - lanes.left();
        expect(direct).toEqual(library);
      }),
      { numRuns: 80 },
    );
    expect(taken).toBeGreaterThan(10);
  });
});

async function both(asked: () => LaneRequest) {
  const answers = [await lanes.direct(asked()), await lanes.library(asked())] as const;
  return [await seen(answers[0]), await seen(answers[1])] as const;
}

/** What of an answer has to be the same: all but the time, and of a token all but what is new in each. */
async function seen({ status, headers, body }: LaneAnswer) {
  const same = Object.fromEntries(Object.entries(headers).filter(([name]) => !/^date$|reset$/u.test(name)));
  const answer = body.startsWith('{') ? (JSON.parse(body) as Record<string, unknown>) : {};
  const { access_token: token } = answer;
  if (typeof token !== 'string') return { status, headers: same, body };
  const { payload, protectedHeader } = await jwtVerify(token, keys);
  const { jti, iat = 0, exp = 0, ...claims } = payload;
  expect(jti).toMatch(/^[\w-]{36,}$/u);
  expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(10);
  // The library looks at the clock twice.
  expect(Math.abs(exp - iat - Number(answer['expires_in']))).toBeLessThan(2);
  const kept = { ...answer, access_token: { protectedHeader, claims } };
  return { status, headers: { ...same, 'content-length': '' }, body: kept };
}

describe('the direct lane', () => {
  const status = async (asked: LaneRequest) => (await lanes.direct(asked)).status;
  const nurses = (): LaneRequest => ({
    headers: { authorization: basic(nurse) },
    body: 'grant_type=client_credentials',
  });
  const nurseAsks = (): LaneRequest => ({
    path: '/token/introspection',
    headers: { authorization: basic(nurse) },
    body: form({ token: tokens.others }),
  });

  it('gives everybody who asks at once a token of their own, each with its row and its entry', async () => {
    const count = async () => {
      const [row] = await auth.ask<{ rows: string; entries: string }>(
        `select (select count(*) from auth.issued_token) as rows,
                (select count(*) from audit.event where event = 'token.issued') as entries`,
      );
      return [Number(row?.rows), Number(row?.entries)] as const;
    };
    const [rows, entries] = await count();
    const answers = await Promise.all(Array.from({ length: 40 }, () => lanes.direct(asking())));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(40);
    expect(await count()).toEqual([rows + 40, entries + 40]);
  });

  it('refuses over its measure what the library would refuse, in the same words', async () => {
    const narrow = await givenLanes(auth.config, { requests: 2 });
    try {
      for (let turn = 0; turn < 2; turn += 1)
        for (const send of [narrow.direct, narrow.library]) expect((await send(asking())).status).toBe(200);
      const [direct, library] = [await seen(await narrow.direct(asking())), await seen(await narrow.library(asking()))];
      expect(direct).toEqual(library);
      expect(direct).toMatchObject({ status: 429, headers: { 'retry-after': expect.any(String) } });
    } finally {
      await narrow.close();
    }
  });

  it('issues nothing for a secret that was replaced a moment ago, though it remembers the client', async () => {
    expect(await status(nurses())).toBe(200);
    const [{ secret_hash: kept } = {}] = await auth.ask<{ secret_hash?: Buffer }>(
      'select secret_hash from auth.oauth_client where client_id = $1',
      [nurse.client_id],
    );
    await auth.ask(`update auth.oauth_client set secret_hash = '\\x00' where client_id = $1`, [nurse.client_id]);
    expect(await status(nurses())).toBe(401);
    await auth.ask('update auth.oauth_client set secret_hash = $2 where client_id = $1', [nurse.client_id, kept]);
    expect(await status(nurses())).toBe(200);
  });

  it('tells a client that is not active any more nothing, once its half second of memory is over', async () => {
    expect(await status(nurseAsks())).toBe(200);
    await auth.ask('update auth.oauth_client set active = false where client_id = $1', [nurse.client_id]);
    await until(async () => (await status(nurseAsks())) === 401);
    expect(await status(nurses())).toBe(401);
  });
});

/** The last entry of the trail, and its token; the last one that was issued where it names none. */
async function written() {
  const [row] = await auth.ask<{ body: string }>('select body from audit.event order by id desc limit 1');
  const { id: _id, recordedAt: _at, requestId: _request, tokenId, ...entry } = JSON.parse(row?.body ?? '{}');
  const [token] = await auth.ask<{ jti: string; issued_at: Date }>(
    `select *, expires_at - issued_at as life from auth.issued_token
     order by jti::text = $1 desc nulls last, issued_at desc limit 1`,
    [tokenId],
  );
  const { jti, issued_at: _issued, expires_at: _expires, ...kept } = { expires_at: 0, jti: '', ...token };
  return { entry, kept, isItsToken: tokenId === undefined || tokenId === jti };
}

const sometimes = <T>(usual: T, ...odd: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...odd) });

/** Pieces of a form, most of which are right. */
const anyRequest: fc.Arbitrary<() => LaneRequest> = fc
  .record({
    path: sometimes('/token', '/token/introspection', '/token?'),
    grant: sometimes('grant_type=client_credentials', 'grant_type=', 'grant%5Ftype=client_credentials', ''),
    proof: sometimes('header', 'form', 'form', 'none', 'both'),
    scope: fc.option(
      fc.array(sometimes('read:labs', 'read:patients', 'write:labs', 'openid', 'email', '', '%22', '%2b')),
    ),
    resource: sometimes('', `&resource=${ehrResource}`, '&resource=', '&resource=x', `&resource=${ehrResource}%23`),
    token: sometimes('', '&token=own', '&token=others', '&token=', '&token=eyJ.a.b'),
    more: sometimes('', '&app_id=copilot-studio', '&app_id=x', '&__proto__=1', '&=', '&&', '&a', '&client_id=x'),
    type: sometimes(
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded;charset=utf-8',
      'text/plain',
    ),
  })
  .map(({ path, grant, proof, scope, resource, token, more, type }) => () => {
    const { client_id: id, client_secret: password } = copilot;
    const posted = ['form', 'both'].includes(proof) ? `&client_id=${id}&client_secret=${password}` : '';
    const scoped = scope === null ? '' : `&scope=${scope.join('+')}`;
    const shown = token.replace(/=(own|others)$/u, (_match, which: 'own' | 'others') => `=${tokens[which]}`);
    const authorization = ['header', 'both'].includes(proof) ? basic(copilot) : undefined;
    return {
      path,
      headers: { authorization, 'content-type': type },
      body: `${grant}${posted}${scoped}${resource}${shown}${more}`,
    };
  });
