import { Module } from '@nestjs/common';
import { createHttpApp, createLogger, RateLimiter, rateLimitKey } from '@caregate/kit-http';
import { callMessage } from '../fixture/calls.fixture.js';
import { givenHost } from '../fixture/host.fixture.js';
import { Peer, refusedUpgrade } from '../fixture/socket.fixture.js';

@Module({})
class EmptyModule {}

const stop: (() => Promise<unknown>)[] = [];

afterEach(() => Promise.all(stop.splice(0).map((each) => each())));

/** An app with sockets, behind proxies at these addresses; two requests an hour for strangers. */
async function given(trustedProxies: readonly string[]) {
  const limiter = new RateLimiter({ limits: { strangers: { requests: 2, seconds: 3_600, by: 'address' } } });
  const rates = {
    count: ({ address }: { address: string | undefined }) =>
      limiter.consume('strangers', rateLimitKey('address', { address })),
  };
  const { host, trail } = givenHost({ rates });
  const logger = createLogger({ service: 's', level: 'silent' });
  const app = await createHttpApp(EmptyModule, {
    adapter: 'fastify',
    service: 's',
    version: '1',
    logger,
    trustedProxies,
  });
  host.takeSockets(app.getHttpServer());
  await app.listen(0, '127.0.0.1');
  stop.push(async () => (await host.close(), app.close()));
  return { wsUrl: `ws://127.0.0.1:${app.getHttpServer().address().port}/`, trail };
}

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

describe('a socket that was opened through a proxy', () => {
  it('is of whom the proxy names, for the trail and for the limits of strangers', async () => {
    const { wsUrl, trail } = await given(['127.0.0.1']);
    const peer = await Peer.open(wsUrl, from('192.0.2.1, 198.51.100.7'));
    await peer.ask(callMessage('get_patient', { mrn: 'MRN001' }));
    expect(trail.entries).toEqual([
      expect.objectContaining({ actor: expect.objectContaining({ address: '198.51.100.7' }) }),
    ]);
    await expect(refusedUpgrade(wsUrl, from('198.51.100.7'))).resolves.toMatchObject({ status: 429 });
    await Peer.open(wsUrl, from('198.51.100.8'));
  });

  it('is of the proxy where nobody believes it', async () => {
    const { wsUrl, trail } = await given([]);
    const peer = await Peer.open(wsUrl, from('198.51.100.7'));
    await peer.ask(callMessage('get_patient', { mrn: 'MRN001' }));
    expect(trail.entries).toEqual([
      expect.objectContaining({ actor: expect.objectContaining({ address: '127.0.0.1' }) }),
    ]);
  });
});
