import { until } from '@caregate/testing';
import { givenBridge, servers, type GivenBridge } from '../fixtures/bridge.fixture.js';
import { RawSession } from '../fixtures/raw-session.fixture.js';

/** Starts, and answers nothing. */
const mute = { name: 'mute', command: 'sleep', args: ['600'], permission: 'provider:read' };

let bridge: GivenBridge;
beforeAll(async () => {
  const odd = servers.filter(({ name }) => name === 'odd');
  bridge = await givenBridge({ SERVERS: JSON.stringify([...odd, mute]), SESSIONS_PER_CALLER_MAX: '1' });
});
afterAll(() => bridge.stop());

const initialize = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'spec', version: '1' } },
});

describe('a session whose client left before it was answered', () => {
  it.each([
    ['plain JSON', 'application/json'],
    ['a stream', 'application/json, text/event-stream'],
  ])('is ended soon where %s was waited for, and takes nobody its place', async (_case, accept) => {
    const claims = { sub: crypto.randomUUID() };
    const told = async (wanted: string) =>
      (await bridge.trail()).filter(({ event, actor }) => event === wanted && actor.subject === claims.sub);
    const leaving = new AbortController();
    const authorization = `Bearer ${await bridge.tokenFor('mute', claims)}`;
    const headers = { authorization, accept, 'content-type': 'application/json' };
    const asked = fetch(bridge.urlOf('mute'), { method: 'POST', headers, body: initialize, signal: leaving.signal });
    await until(async () => (await told('bridge.session.opened')).length === 1);
    const next = new RawSession(bridge.urlOf('odd'), await bridge.tokenFor('odd', claims));
    expect(await next.initialize()).toMatchObject({ status: 429 });
    leaving.abort();
    await asked.then((answer) => answer.text()).catch(() => undefined);
    await until(async () => (await next.initialize()).status === 200);
    expect(await told('bridge.session.closed')).toMatchObject([{ decision: 'not initialized' }]);
  });
});
