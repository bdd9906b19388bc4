import { once } from 'node:events';
import { createServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { AgentRuntime } from './agent-runtime.js';

const runtimes: AgentRuntime[] = [];
const servers: Server[] = [];
afterEach(async () => {
  for (const runtime of runtimes.splice(0)) await runtime.stop(1);
  for (const server of servers.splice(0)) await server.close();
});

/** An orchestrator that does with the first who come what the spec wants, and takes on whoever comes after. */
const given = async (first: {
  admits?: (refuse: (error: Error) => void) => void;
  registers?: (answer: (reply: object) => void) => void;
}) => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const server = new Server(http, { transports: ['websocket'] });
  servers.push(server);
  let admissions = 0;
  let registrations = 0;
  server.use((_socket, next) => {
    admissions += 1;
    if (admissions === 1 && first.admits !== undefined) first.admits(next);
    else next();
  });
  const registered = new Promise<Socket>((resolve) => {
    server.on('connection', (socket) =>
      socket.on('agent:register', (_payload: unknown, answer: (reply: object) => void) => {
        registrations += 1;
        if (registrations === 1 && first.registers !== undefined) return first.registers(answer);
        answer({ ok: true });
        resolve(socket);
      }),
    );
  });
  const address = http.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const options = { agentId: 'a', token: 't', handlers: {}, answerMilliseconds: 100 };
  const runtime = new AgentRuntime({ ...options, url: `http://127.0.0.1:${port}` });
  runtimes.push(runtime);
  runtime.start();
  return { registered };
};

const refusal = (code: string, more = {}) => Object.assign(new Error('no'), { data: { code, ...more } });

describe('an agent', () => {
  it('comes again when its registration is never answered', async () => {
    const { registered } = await given({ registers: () => undefined });
    expect((await registered).connected).toBe(true);
  });

  it.each(['service.unavailable', 'service.internal'])(
    'comes again when the door cannot look it up at the moment: %s',
    async (code) => {
      const { registered } = await given({ admits: (refuse) => refuse(refusal(code)) });
      expect((await registered).connected).toBe(true);
    },
  );

  it('comes again no sooner than the door has told it', async () => {
    const begun = performance.now();
    const tooMany = refusal('request.too_many', { retryAfterSeconds: 1 });
    const { registered } = await given({ admits: (refuse) => refuse(tooMany) });
    expect((await registered).connected).toBe(true);
    expect(performance.now() - begun).toBeGreaterThan(990);
  });

  it('comes again no sooner than the answer to its registration has told it', async () => {
    const begun = performance.now();
    const error = { code: 'request.too_many', message: 'no', retryAfterSeconds: 1 };
    const { registered } = await given({ registers: (answer) => answer({ ok: false, error }) });
    expect((await registered).connected).toBe(true);
    expect(performance.now() - begun).toBeGreaterThan(990);
  });
});
