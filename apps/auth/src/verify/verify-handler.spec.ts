import { goodCookie, traefik, userId, verifyByHand, type VerifyByHand } from './verify-by-hand.fixture.js';

describe('whoever /verify knows already', () => {
  let verify: VerifyByHand;
  beforeAll(async () => {
    verify = await verifyByHand();
  });

  it('is answered by the token without waiting, and once', async () => {
    const lines = [...traefik('/ehr/x'), 'Authorization', `Bearer ${await verify.token()}`];
    expect((await verify.ask(lines)).status).toBe(200);
    const { atOnce, answers } = await verify.watch(lines);
    expect(atOnce).toMatchObject([{ status: 200 }]);
    expect(answers).toEqual(atOnce);
  });

  it('is answered by the session cookie without waiting, and once', async () => {
    verify.state.cookieHeld = true;
    const lines = [...traefik('/ehr/x'), 'Cookie', `__Host-sid=${goodCookie}`];
    expect((await verify.ask(lines)).status).toBe(200);
    const { atOnce, answers } = await verify.watch(lines);
    expect(atOnce).toMatchObject([{ status: 200 }]);
    expect(answers).toEqual(atOnce);
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
