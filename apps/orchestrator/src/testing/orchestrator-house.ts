import { randomUUID } from 'node:crypto';
import { migrate } from '@caregate/data-models';
import { AgentRuntime, type TaskHandler } from '@caregate/kit-agent';
import { createLogger } from '@caregate/kit-http';
import { testDatabase, type TestDatabase, testIssuer, type TestIssuer, withClient } from '@caregate/testing';
import { orchestratorConfig } from '../config.js';
import { openEngine } from '../engine/open-engine.js';
import { startOrchestrator, type RunningOrchestrator } from '../server/start-orchestrator.js';

export const audience = 'http://orchestrator.clinic.example';
const allScopes = 'read:agents write:agents read:tasks write:tasks read:pipelines write:pipelines';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // What a route answers is what the spec looks at.
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- specs read answers of many shapes
}

/** In this process or in one of its own. */
export type ReachableOrchestrator = Omit<RunningOrchestrator, 'leave'>;

/** An orchestrator on real ports with a real database, and people and agents who call it. */
export class OrchestratorHouse {
  private readonly runtimes: AgentRuntime[] = [];
  private tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly database: TestDatabase,
    readonly issuer: TestIssuer,
    readonly environment: Record<string, string>,
    public running: ReachableOrchestrator,
  ) {}

  /** `start` runs the orchestrator; in this process, unless the spec has another way. */
  static async open(more: Record<string, string> = {}, start: Start = startHere): Promise<OrchestratorHouse> {
    const database = await testDatabase({ migrate });
    const issuer = await testIssuer();
    const environment = {
      PORT: '0',
      WS_PORT: '0',
      PUBLIC_URL: audience,
      ISSUER: issuer.issuer,
      JWKS_URL: issuer.jwksUrl,
      DATABASE_URL: database.urlAs('caregate_orchestrator'),
      HEARTBEAT_SECONDS: '1',
      LEASE_SECONDS: '4',
      ACK_SECONDS: '1',
      SWEEP_SECONDS: '1',
      ...more,
    };
    return new OrchestratorHouse(database, issuer, environment, await start(environment));
  }

  get wsUrl(): string {
    return `http://127.0.0.1:${this.running.wsPort}`;
  }

  /** Another instance on the same database. */
  another(): Promise<RunningOrchestrator> {
    return startHere(this.environment);
  }

  tokenOf(sub: string, role = 'doctor', scope = allScopes): Promise<string> {
    const key = `${sub} ${role} ${scope}`;
    const token = this.tokens.get(key) ?? this.issuer.token({ sub, role, scope, aud: audience });
    this.tokens.set(key, token);
    return token;
  }

  async call(method: string, path: string, { token, body, port }: CallOptions = {}): Promise<Reply> {
    const response = await fetch(`http://127.0.0.1:${port ?? this.running.port}/api/v1/${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** As a doctor who may ask agents for something. */
  async ask(method: string, path: string, body?: object): Promise<Reply> {
    return this.call(method, path, { token: await this.tokenOf('dr-house'), ...(body !== undefined && { body }) });
  }

  async register(agentId: string, capabilities: readonly string[], more: object = {}): Promise<string> {
    const token = await this.tokenOf('workshop', 'supervisor');
    const body = { agent_id: agentId, name: agentId, type: 'bias-detector', capabilities, ...more };
    const reply = await this.call('POST', 'agents/register', { token, body });
    return reply.body.auth_token;
  }

  /** An agent of the kit in this process, at work. */
  async agent(agentId: string, handlers: Record<string, TaskHandler>, more: object = {}): Promise<AgentRuntime> {
    const token = await this.register(agentId, Object.keys(handlers), more);
    return this.runtime(agentId, token, handlers);
  }

  async runtime(agentId: string, token: string, handlers: Record<string, TaskHandler>): Promise<AgentRuntime> {
    const runtime = new AgentRuntime({ url: this.wsUrl, agentId, token, handlers });
    this.runtimes.push(runtime);
    runtime.start();
    await this.until(async () => runtime.connected);
    return runtime;
  }

  async task(body: object): Promise<string> {
    const reply = await this.ask('POST', 'tasks', body);
    return reply.body.task_id;
  }

  async ends(taskId: string, status = 'completed'): Promise<Reply['body']> {
    let last: Reply['body'];
    await this.until(async () => {
      last = (await this.ask('GET', `tasks/${taskId}`)).body;
      return last.status === status;
    });
    return last;
  }

  /** How many wait in the queue, whatever carries it. */
  async tickets(capability: string): Promise<number> {
    const { DATABASE_URL: databaseUrl = '', REDIS_URL: redisUrl } = this.environment;
    const engine = await openEngine({ databaseUrl, redisUrl, logger: { warn: () => undefined } });
    return engine.waiting(capability).finally(() => engine.close());
  }

  query(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return withClient(this.database.superuserUrl, async (client) => (await client.query(sql, values)).rows);
  }

  async trail(event: string): Promise<{ outcome: string; body: Record<string, unknown> }[]> {
    const rows = await this.query('select outcome, body from audit.event where event = $1 order by recorded_at', [
      event,
    ]);
    return rows.map(({ outcome, body }) => ({ outcome: String(outcome), body: JSON.parse(String(body)) }));
  }

  async until(holds: () => Promise<boolean>, milliseconds = 60_000): Promise<void> {
    const deadline = performance.now() + milliseconds;
    while (!(await holds())) {
      if (performance.now() > deadline) throw new Error('What the spec waits for did not come.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.runtimes.map((runtime) => runtime.stop(10)));
    await this.running.stop();
    await this.issuer.close();
    await this.database.drop();
  }
}

export function newId(): string {
  return randomUUID();
}

type Start = (environment: Record<string, string>) => Promise<ReachableOrchestrator>;

interface CallOptions {
  readonly token?: string;
  readonly body?: object;
  readonly port?: number;
}

function startHere(environment: Record<string, string>): Promise<RunningOrchestrator> {
  const logger = createLogger({ service: 'orchestrator', level: 'silent' });
  // Not `loadConfig`, which rightly refuses the password that databases of specs have.
  return startOrchestrator(orchestratorConfig.parse(environment), logger);
}
