import { doctorsToken, givenApp, strangersToken } from '../testing/given-app.fixture.js';
import { bearer } from '../testing/raw-client.fixture.js';
import { RateLimiter } from './rate-limiter.js';

function limiterOf(everybody: number, perClient: number) {
  return new RateLimiter({
    limits: {
      everybody: { requests: everybody, seconds: 60, by: 'address' },
      perClient: { requests: perClient, seconds: 60, by: 'client' },
    },
    everywhere: ['everybody'],
  });
}

describe.each(['fastify', 'express'] as const)('rate limits on %s', (adapter) => {
  it('tell what is left, and then how long to wait', async () => {
    const { app, listen } = await givenApp(adapter, { rateLimiter: limiterOf(2, 10) });
    const send = await listen();
    const first = await send('/open');
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '2;w=60',
      'ratelimit-limit': '2',
      'ratelimit-remaining': '1',
      'ratelimit-reset': '60',
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
    });
    expect(Number(first.headers['x-ratelimit-reset'])).toBeGreaterThan(Date.now() / 1000);
    expect(first.headers).not.toHaveProperty('retry-after');
    await send('/open');
    const third = await send('/open');
    expect([third.status, third.json()['code']]).toEqual([429, 'request.too_many']);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(50);
    await app.close();
  });

  it('count guesses of tokens too, and do not put each of a flood on the audit trail', async () => {
    const { app, trail, listen } = await givenApp(adapter, { rateLimiter: limiterOf(3, 10) });
    const send = await listen();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send('/admin', bearer(strangersToken))));
    expect(answers.map(({ status }) => status).sort()).toEqual([401, 401, 401, 429, 429, 429]);
    expect(trail.entries).toHaveLength(3);
    await app.close();
  });

  it('of a route take the place of those everywhere, and count a client wherever it comes from', async () => {
    const { app, listen } = await givenApp(adapter, {
      rateLimiter: limiterOf(1, 2),
      trustedProxies: ['127.0.0.1'],
    });
    const send = await listen();
    const from = (address: string) =>
      send('/providers?limit=1', { headers: { ...bearer(doctorsToken).headers, 'x-forwarded-for': address } });
    expect((await from('203.0.113.1')).status).toBe(200);
    expect((await from('203.0.113.2')).headers).toMatchObject({ 'ratelimit-limit': '2', 'ratelimit-remaining': '0' });
    expect((await from('203.0.113.3')).status).toBe(429);
    await app.close();
  });

  it('do not stop probes', async () => {
    const { app, listen } = await givenApp(adapter, { rateLimiter: limiterOf(1, 1) });
    const send = await listen();
    for (const path of ['/live', '/live', '/ready', '/metrics']) expect((await send(path)).status).toBe(200);
    await app.close();
  });
});
