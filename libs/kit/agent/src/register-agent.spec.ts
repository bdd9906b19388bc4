import { createServer, type IncomingMessage, type Server } from 'node:http';
import { listen } from '@caregate/testing';
import { clientToken } from './client-token.js';
import { registerAgent } from './register-agent.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** A server that gives one answer after the other, and knows when it was asked for what. */
const answering = async (...answers: Answer[]) => {
  const asked: { readonly path: string; readonly at: number; readonly body: string }[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ path: request.url ?? '', at: performance.now(), body: await textOf(request) });
    const { status, headers, body } = answers[asked.length - 1] ?? { status: 500 };
    response.writeHead(status, headers).end(JSON.stringify(body));
  });
  servers.push(server);
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
};

async function textOf(request: IncomingMessage): Promise<string> {
  return (await request.toArray()).join('');
}

const at = '2026-11-22T12:00:00.000Z';
const registered = { agent_id: 'a', status: 'inactive', registered_at: at, auth_token: 'agt_token' };
const agent = { agent_id: 'a', name: 'A', type: 'bias-detector', capabilities: ['look'] };

describe('an agent that registers', () => {
  it('waits as long as it is told, at each door, but never asks again at once, and goes on', async () => {
    const tooMany = { status: 429, headers: { 'retry-after': '1' } };
    const stopping = { status: 503, headers: { 'retry-after': new Date(Date.now() - 5_000).toUTCString() } };
    const atOnce = { status: 429, headers: { 'retry-after': '0' } };
    const answers = [tooMany, { status: 409 }, stopping, atOnce, { status: 201, body: registered }];
    const { url, asked } = await answering(...answers);
    await expect(registerAgent({ url, accessToken: 't', agent })).resolves.toBe('agt_token');
    const register = '/api/v1/agents/register';
    const token = '/api/v1/agents/a/token';
    expect(asked.map(({ path }) => path)).toEqual([register, register, token, token, token]);
    const waited = asked.slice(1).map(({ at: then }, index) => then - (asked[index]?.at ?? 0) > 990);
    expect(waited).toEqual([true, false, true, true]);
    expect(asked[1]?.body).toBe(asked[0]?.body);
  });

  it('gives up what is refused for another reason, or is away without saying for how long', async () => {
    for (const status of [403, 503]) {
      const { url, asked } = await answering({ status });
      await expect(registerAgent({ url, accessToken: 't', agent })).rejects.toMatchObject({ status });
      expect(asked).toHaveLength(1);
    }
  });

  it('waits for its access token too', async () => {
    const { url } = await answering({ status: 429 }, { status: 200, body: { access_token: 'access' } });
    const credentials = { clientId: 'c', clientSecret: 's', resource: 'http://o.example', scope: 'write:agents' };
    await expect(clientToken({ tokenUrl: url, ...credentials })).resolves.toBe('access');
  });
});
