import { createServer } from 'node:http';
import { listen } from '@caregate/testing';
import { audience, OrchestratorHouse } from '../testing/orchestrator-house.js';

const task = { task_type: 'adding', parameters: {} };
const keyOf = (id: string, secret: string) => `cgk_${Buffer.from(`${id}:${secret}`).toString('base64url')}`;
const good = keyOf('client_ward', 'good-secret');

interface Asked {
  readonly authorization: string | undefined;
  readonly form: Record<string, string>;
  readonly forwardedFor: string | undefined;
}

/** The token endpoint, in the hands of the spec. */
const issuing = { asked: [] as Asked[], status: 200 };

let house: OrchestratorHouse;
const endpoint = createServer(async (request, response) => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const { authorization, 'x-forwarded-for': forwarded } = request.headers;
  const form = Object.fromEntries(new URLSearchParams(text));
  issuing.asked.push({ authorization, form, forwardedFor: forwarded === undefined ? undefined : String(forwarded) });
  const pair = Buffer.from(authorization?.slice('Basic '.length) ?? '', 'base64').toString();
  const status = pair.startsWith('client_ward:good-') ? issuing.status : 401;
  response.writeHead(status, { 'content-type': 'application/json' });
  if (status !== 200) return void response.end(JSON.stringify({ error: 'invalid_client' }));
  const facts = { sub: 'client_ward', client_id: 'client_ward', subject_kind: 'client', role: 'supervisor' };
  const scope = 'read:tasks write:tasks';
  const token = await house.issuer.token({ ...facts, scope, aud: audience });
  response.end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 600 }));
});

beforeAll(async () => {
  const port = await listen(endpoint);
  house = await OrchestratorHouse.open({ TOKEN_URL: `http://127.0.0.1:${port}/oauth/token` });
});
beforeEach(() => {
  issuing.asked = [];
  issuing.status = 200;
});
afterAll(async () => {
  await house.close();
  endpoint.closeAllConnections();
  await new Promise((resolve) => endpoint.close(resolve));
});

async function create(headers: Record<string, string>) {
  const response = await fetch(`http://127.0.0.1:${house.running.port}/api/v1/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(task),
  });
  const body = (await response.json()) as { error?: { details: { reason: string } } };
  return { status: response.status, reason: body.error?.details.reason, headers: response.headers };
}

describe('a machine that shows an API key (feature A14)', () => {
  it('is the client that the authorization server says it is, asked once for the token of this service', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({ 'x-api-key': good })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 201));
    expect((await create({ 'x-api-key': good })).status).toBe(201);
    expect(issuing.asked).toEqual([
      {
        authorization: expect.stringMatching(/^Basic /),
        form: { grant_type: 'client_credentials', resource: audience },
        forwardedFor: '127.0.0.1',
      },
    ]);
    const [first] = await house.trail('task.created');
    expect(first?.body).toMatchObject({ actor: { kind: 'client', subject: 'client_ward' } });
    expect(JSON.stringify(await house.trail('task.created'))).not.toContain(good);
  });

  it.each([
    ['with another secret', keyOf('client_ward', 'another'), 'token.key.invalid'],
    ['of nobody', keyOf('client_nobody', 'x'), 'token.key.invalid'],
    ['that is no pair', `cgk_${Buffer.from('client_ward').toString('base64url')}`, 'token.key.invalid'],
    ['with a line break within', `cgk_${Buffer.from('a:b\r\nx').toString('base64url')}`, 'token.key.invalid'],
    ['that is empty', 'cgk_', 'token.key.invalid'],
    ['of another house', 'sk_live_0123456789', 'token.malformed'],
    ['twice', `${good}, ${good}`, 'token.key.invalid'],
    ['of an agent that is not known', 'cga_unknown', 'agent.token.invalid'],
  ])('is refused a key %s with 401, and nothing is written but the refusal', async (_case, key, reason) => {
    const before = await house.query('select count(*) from orchestrator.task');
    const answer = await create({ 'x-api-key': key });
    expect([answer.status, answer.reason]).toEqual([401, reason]);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
    expect(await house.query('select count(*) from orchestrator.task')).toEqual(before);
    const refused = (await house.trail('task.created')).at(-1);
    expect(refused).toMatchObject({ outcome: 'refused', body: { decision: reason } });
  });

  it('makes the authorization server no work by showing the same wrong key again and again', async () => {
    const wrong = keyOf('client_ward', 'guessed');
    for (let times = 0; times < 5; times += 1) expect((await create({ 'x-api-key': wrong })).status).toBe(401);
    expect(issuing.asked).toHaveLength(1);
  });

  it('is not taken at its word in the place of a token, nor a token in the place of a key', async () => {
    const token = await house.tokenOf('dr-house');
    const both = await create({ 'x-api-key': good, authorization: `Bearer ${token}` });
    expect([both.status, both.reason]).toEqual([401, 'token.malformed']);
    expect((await create({ 'x-api-key': token })).status).toBe(401);
  });

  it('may show the token of its registration there, if it is an agent, and may then do what an agent may', async () => {
    const token = await house.register('keyed', ['adding']);
    const answer = await create({ 'x-api-key': token });
    expect([answer.status, answer.reason]).toEqual([403, 'access.role.refused']);
  });

  it('is out once its token is revoked and the authorization server knows it no more', async () => {
    expect((await create({ 'x-api-key': good })).status).toBe(201);
    issuing.status = 401;
    await house.query(
      `insert into access.revocation (kind, value, not_before, revoked_at, expires_at, reason)
       values ('client', 'client_ward', now() + interval '1 second', now(), now() + interval '1 hour', 'spec')`,
    );
    const since = performance.now();
    await house.until(async () => (await create({ 'x-api-key': good })).status === 401);
    expect(performance.now() - since).toBeLessThan(1_000);
  });

  it.each([
    ['is overburdened', 429, 429, 'request.too_many'],
    ['fails', 500, 503, 'token.keys.unavailable'],
    ['says something else', 302, 503, 'token.keys.unavailable'],
  ])('gets in by no guess while the authorization server %s', async (_case, theirs, status, reason) => {
    issuing.status = theirs;
    const answer = await create({ 'x-api-key': keyOf('client_ward', `good-${theirs}`) });
    expect([answer.status, answer.reason]).toEqual([status, reason]);
  });
});
