import { goodCookie, nginx, traefik, userId, verifyByHand, type VerifyByHand } from './verify-by-hand.fixture.js';

describe('whoever /verify knows already', () => {
  let verify: VerifyByHand;
  beforeAll(async () => {
    verify = await verifyByHand();
  });

  it('is answered by the token without waiting, and once', async () => {
    const lines = [...traefik('/ehr/x'), 'Authorization', `Bearer ${await verify.token()}`];
    expect((await verify.ask(lines)).status).toBe(200);
    const { atOnce, answers } = await verify.watch(lines);
    expect(atOnce).toEqual([200]);
    expect(answers.map(({ status }) => status)).toEqual(atOnce);
  });

  it('is answered by the session cookie without waiting, and once', async () => {
    verify.state.cookieHeld = true;
    const lines = [...traefik('/ehr/x'), 'Cookie', `__Host-sid=${goodCookie}`];
    expect((await verify.ask(lines)).status).toBe(200);
    const { atOnce, answers } = await verify.watch(lines);
    expect(atOnce).toEqual([200]);
    expect(answers.map(({ status }) => status)).toEqual(atOnce);
  });
});

describe('a route with a policy', () => {
  it('has each request judged by it, however well its caller is known', async () => {
    const verify = await verifyByHand();
    const credential = ['Authorization', `Bearer ${await verify.token()}`];
    const ask = (path: string) => verify.ask([...traefik(path), ...credential]);
    expect((await ask('/ehr/x')).status).toBe(200);
    for (const path of ['/pacs/studies', '/pacs/studies', '/pacs']) {
      const { status, headers } = await ask(path);
      expect([status, headers['authorization'], headers['x-auth-token']]).toEqual([200, 'Basic of-the-archive', '']);
    }
    expect((await ask('/pacs/closed')).status).toBe(403);
    expect(verify.state.judged).toEqual(['/studies', '/studies', '', '/closed'].map((path) => `${userId} ${path}`));
  });

  it('is told of no method where the archive would take the request for another', async () => {
    const verify = await verifyByHand();
    const credential = ['Authorization', `Bearer ${await verify.token()}`];
    const ask = async (target: string, ...lines: string[]) =>
      (await verify.ask([...traefik(target), ...credential, ...lines])).status;
    expect(await ask('/pacs/studies?_method=DELETE')).toBe(403);
    expect(await ask('/pacs/studies', 'X-HTTP-Method-Override', 'DELETE')).toBe(403);
    expect(await ask('/pacs/studies?method=1')).toBe(200);
  });

  it('has them judged too when another host has a route of the same prefix without one', async () => {
    const verify = await verifyByHand();
    const credential = ['Authorization', `Bearer ${await verify.token()}`];
    for (let times = 0; times < 2; times += 1)
      expect((await verify.ask([...traefik('/ehr/x'), ...credential])).status).toBe(200);
    expect((await verify.ask([...traefik('/ehr/closed', { host: 'pacs.example' }), ...credential])).status).toBe(403);
    expect(verify.state.judged).toEqual([`${userId} /closed`]);
  });

  it('is for nobody who may not use the route at all', async () => {
    const verify = await verifyByHand();
    expect((await verify.ask(traefik('/pacs/studies'))).status).toBe(401);
    expect(verify.state.judged).toEqual([]);
  });
});

it('the first request to a route is on the trail by itself, also where another host has one of the same prefix', async () => {
  const verify = await verifyByHand();
  const credential = ['Authorization', `Bearer ${await verify.token()}`];
  for (const host of ['care.example', 'ward.example', 'care.example', 'ward.example'])
    expect((await verify.ask([...traefik('/ehr/x', { host }), ...credential])).status).toBe(200);
  const allowed = verify.audit.entries.filter(({ event }) => event === 'forward-auth.allowed');
  expect(allowed.map(({ detail }) => detail)).toEqual([
    { route: '/ehr', count: 1 },
    { route: 'ward.example/ehr', count: 1 },
  ]);
});

it('requests after the first are on the trail by their number, and begin anew once that is written', async () => {
  const verify = await verifyByHand();
  const lines = [...traefik('/ehr/x'), 'Authorization', `Bearer ${await verify.token()}`];
  for (let times = 0; times < 4; times += 1) await verify.ask(lines);
  await verify.tally.flush();
  for (let times = 0; times < 2; times += 1) await verify.ask(lines);
  await verify.tally.flush();
  expect(verify.audit.entries.map(({ detail }) => detail)).toEqual([
    { route: '/ehr', count: 1 },
    { route: '/ehr', count: 3, more: true },
    { route: '/ehr', count: 1 },
    { route: '/ehr', count: 1, more: true },
  ]);
});

it('each answer of /verify is counted once', async () => {
  const verify = await verifyByHand();
  const credential = ['Authorization', `Bearer ${await verify.token()}`];
  const counted = async (...lines: string[]) => {
    const before = { ...verify.counters };
    await verify.ask(lines);
    const { allowed, refused, failed } = verify.counters;
    return [allowed - before.allowed, refused - before.refused, failed - before.failed];
  };
  expect(await counted(...traefik('/ehr/x'), ...credential)).toEqual([1, 0, 0]);
  expect(await counted(...traefik('/ehr/x'), ...credential)).toEqual([1, 0, 0]);
  expect(await counted(...traefik('/public'))).toEqual([1, 0, 0]);
  expect(await counted(...traefik('/pacs'), ...credential)).toEqual([1, 0, 0]);
  expect(await counted(...traefik('/ehr/x'))).toEqual([0, 1, 0]);
  expect(await counted(...traefik('/nowhere'), ...credential)).toEqual([0, 1, 0]);
  expect(await counted(...traefik('/pacs/closed'), ...credential)).toEqual([0, 1, 0]);
  expect(await counted('Forwarded', 'for=a')).toEqual([0, 1, 0]);
});

describe('a refusal of /verify', () => {
  let verify: VerifyByHand;
  beforeAll(async () => {
    verify = await verifyByHand();
  });

  it('is on the trail with its reason, method and host, of a bounded length', async () => {
    const host = `${'a'.repeat(120)}.example`;
    expect((await verify.ask(traefik('/ehr/x', { method: 'PUT', host }))).status).toBe(401);
    expect(verify.audit.entries.at(-1)).toMatchObject({
      event: 'forward-auth.refused',
      outcome: 'refused',
      decision: 'token.absent',
      detail: { method: 'PUT', host: 'a'.repeat(100) },
    });
    await verify.ask(['Forwarded', 'for=a']);
    expect(verify.audit.entries.at(-1)).toMatchObject({ decision: 'forwarded header', detail: {} });
  });

  it.each([
    ['a stranger', traefik('/ehr/x'), '198.51.100.9', 403, 'access_denied', 'untrusted peer'],
    ['a request that nobody can read', ['Forwarded', 'for=a'], '10.0.0.1', 400, 'invalid_request', 'forwarded header'],
    [
      'the same behind nginx',
      [...nginx('/ehr/x'), 'Forwarded', 'for=a'],
      '10.0.0.1',
      403,
      'invalid_request',
      'forwarded header',
    ],
    ['an address that no route names', traefik('/nowhere'), '10.0.0.1', 403, 'access_denied', 'no route'],
  ])('tells %s why', async (_case, lines, peer, ...told) => {
    const { status, body } = await verify.ask(lines, peer);
    const { error, error_description: description } = JSON.parse(body) as Record<string, string>;
    expect([status, error, description]).toEqual(told);
  });

  it('that cannot be recorded is one all the same, and counted as a failure', async () => {
    const failing = await verifyByHand();
    failing.audit.failWith(new Error('the disk is full'));
    const answer = await failing.ask(traefik('/ehr/x'));
    expect([answer.status, answer.headers['retry-after'], failing.counters.failed]).toEqual([503, '1', 1]);
    expect((await failing.ask([...traefik('/ehr/x'), 'Forwarded', 'for=a'])).status).toBe(503);
    const allowed = ['Authorization', `Bearer ${await failing.token()}`];
    expect((await failing.ask([...traefik('/ehr/x'), ...allowed])).status).toBe(503);
  });
});

describe('a person at a closed door of /verify', () => {
  let verify: VerifyByHand;
  beforeAll(async () => {
    verify = await verifyByHand();
  });
  const follows = ['Accept', 'text/html', 'Sec-Fetch-Mode', 'navigate'];
  const cookie = (value: string) => ['Cookie', `__Host-sid=${value}`];

  it.each([
    ['care.example', 'https://auth.example/login?return_to=https%3A%2F%2Fcare.example%2Fehr%2Fx%3Fy%3D1'],
    ['care.example.evil.example', 'https://auth.example/login'],
    ['evil.example', 'https://auth.example/login'],
  ])('of %s is sent to sign in, and from there to our own pages only', async (host, location) => {
    const { status, headers } = await verify.ask([...traefik('/ehr/x?y=1', { host }), ...follows]);
    expect([status, headers['location']]).toEqual([302, location]);
  });

  it('is not sent to sign in where that would not help', async () => {
    expect((await verify.ask([...traefik('/programs/x'), ...follows])).status).toBe(401);
    expect((await verify.ask([...traefik('/pacs/closed'), ...follows, ...cookie(goodCookie)])).status).toBe(403);
  });

  it('is on the trail with a session that has ended as just that', async () => {
    await verify.ask([...traefik('/ehr/x'), ...cookie('d'.repeat(43))]);
    expect(verify.audit.entries.at(-1)).toMatchObject({ decision: 'session.expired' });
  });

  it('gets another token for the cookie when the one there was has been revoked', async () => {
    verify.state.revoked.add('of-cookie');
    expect((await verify.ask([...traefik('/ehr/x'), ...cookie(goodCookie)])).status).toBe(401);
    expect(verify.audit.entries.at(-1)).toMatchObject({ decision: 'token.revoked' });
    expect(verify.forgotten).toEqual([goodCookie]);
    verify.state.revoked.clear();
  });

  it('is on the trail with the address from which the edge had the request, each under a number of its own', async () => {
    await verify.ask(traefik('/ehr/x'));
    await verify.ask(traefik('/ehr/x'));
    const [one, other] = verify.audit.entries.slice(-2);
    expect(one).toMatchObject({ actor: { address: '198.51.100.7' } });
    expect(one?.requestId).not.toBe(other?.requestId);
  });
});

it('a route is open to a token with any of its scopes, under the session of that token', async () => {
  const verify = await verifyByHand();
  const ask = async (claims: object) =>
    (await verify.ask([...traefik('/either/x'), 'Authorization', `Bearer ${await verify.token(claims)}`])).status;
  expect(await ask({ sid: 'session-1' })).toBe(200);
  expect(verify.audit.entries.at(-1)).toMatchObject({ sessionId: 'session-1' });
  expect(await ask({ jti: 'token-2', scope: 'read:labs' })).toBe(403);
});

it('the archive is asked by the path behind the prefix of its route, however that is written', async () => {
  const verify = await verifyByHand();
  const lines = [...traefik('/archive/studies/x?y=1'), 'Authorization', `Bearer ${await verify.token()}`];
  expect((await verify.ask(lines)).status).toBe(200);
  expect(verify.state.judged).toEqual([`${userId} /studies/x`]);
});

it('what goes wrong unforeseen is in the log, and what was foreseen is not', async () => {
  const verify = await verifyByHand();
  const credential = ['Authorization', `Bearer ${await verify.token()}`];
  await verify.ask([...traefik('/admin/x'), ...credential]);
  expect(verify.logged).toEqual([]);
  verify.audit.failWith(new Error('disk full'));
  expect((await verify.ask([...traefik('/ehr/x'), ...credential])).status).toBe(503);
  expect(verify.logged).toEqual(['/verify failed unforeseen']);
});
