import { randomUUID } from 'node:crypto';
import { clientEvents, type ClientEvent, type ClientPayload, type SocketAnswer } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import {
  foreseen,
  rateLimitKey,
  runInContext,
  type Logger,
  type RateLimiter,
  type RequestContext,
} from '@caregate/kit-http';
import type { AuditEventName, AuditTrail } from '@caregate/kit-audit';
import type { Caller } from '@caregate/core-permissions';
import { demand } from '../access/rights.js';
import type { AgentsService } from '../agents/agents.service.js';
import type { TasksService } from '../tasks/tasks.service.js';
import { isStorable } from '../server/storable.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { AgentSessions } from './agent-sessions.js';
import type { Peer } from './peer.js';
import { retryAfterOf, tooMany } from './socket-door.js';
import type { Subscriptions } from './subscriptions.js';

export interface PeerEventsParts {
  readonly sessions: AgentSessions;
  readonly agents: AgentsService;
  readonly tasks: TasksService;
  readonly subscriptions: Subscriptions;
  readonly limiter: RateLimiter;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly logger: Pick<Logger, 'error'>;
}

/** Under which name a refusal stands on the audit trail. */
const auditedAs = {
  'agent:register': 'agent.authenticated',
  heartbeat: 'agent.updated',
  'progress:update': 'task.completed',
  'task:complete': 'task.completed',
  'task:failed': 'task.failed',
  subscribe: 'task.read',
  unsubscribe: 'task.read',
} as const satisfies Record<ClientEvent, AuditEventName>;

type Handlers = {
  readonly [E in ClientEvent]: (peer: Peer, payload: ClientPayload<E>) => Promise<Record<string, unknown> | void>;
};

/** What peers may ask over a connection: the same services, and so the same rules, as over HTTP. */
export class PeerEvents {
  private readonly handlers: Handlers;

  constructor(private readonly parts: PeerEventsParts) {
    const { sessions, tasks, subscriptions } = parts;
    this.handlers = {
      'agent:register': (peer, payload) => sessions.register(peer, payload),
      heartbeat: (peer, payload) => this.heartbeat(peer, payload),
      'progress:update': async ({ caller }, { taskId, attemptToken, progress, message }) => {
        demandExecution(caller);
        await tasks.progress(caller, { taskId, attemptToken, progress, message });
      },
      'task:complete': async ({ caller }, { taskId, attemptToken, result }) => {
        demandExecution(caller);
        await tasks.complete(caller, taskId, { attempt_token: attemptToken, result, metadata: {} });
      },
      'task:failed': async ({ caller }, { taskId, attemptToken, error, errorCode, retryable }) => {
        demandExecution(caller);
        await tasks.fail(caller, taskId, { attempt_token: attemptToken, error, error_code: errorCode, retryable });
      },
      subscribe: (peer, { rooms }) => subscriptions.add(peer, rooms),
      unsubscribe: async (peer, { rooms }) => subscriptions.remove(peer, rooms),
    };
  }

  /** Never throws: what went wrong is the answer. */
  async handle(peer: Peer, event: string, payload: unknown): Promise<SocketAnswer> {
    const { caller, address } = peer;
    const context = { requestId: randomUUID(), transport: 'websocket', caller, address } as const;
    return runInContext({ ...context }, async () => {
      try {
        await this.count({ ...context });
        const data = await this.dispatch(peer, event, payload);
        return data === undefined ? { ok: true } : { ok: true, data };
      } catch (thrown) {
        const error = foreseen(thrown);
        if (error.kind === 'internal') this.parts.logger.error({ err: thrown, event }, 'an event failed unforeseen');
        if (error.kind === 'forbidden' && isClientEvent(event)) await this.refused(peer, event, error.code);
        return { ok: false, error: { code: error.code, message: error.publicMessage, ...retryAfterOf(error) } };
      }
    });
  }

  private async count(context: RequestContext): Promise<void> {
    const { exceeded, resetMilliseconds } = await this.parts.limiter.consume('events', rateLimitKey('user', context));
    if (exceeded) throw tooMany(resetMilliseconds);
  }

  private async refused({ caller }: Peer, event: ClientEvent, code: string): Promise<void> {
    const entity = { type: 'Agent', id: caller.subject } as const;
    const entry = auditEntryOf({ event: auditedAs[event], caller, entity, outcome: 'refused', detail: { code } });
    await this.parts.audit
      .record(entry)
      .catch((err: unknown) => this.parts.logger.error({ err, event }, 'a refused event is not on the audit trail'));
  }

  private async dispatch(peer: Peer, event: string, payload: unknown): Promise<Record<string, unknown> | undefined> {
    if (!isClientEvent(event)) throw new DomainError('agent.event.unknown');
    return (await this.call(event, peer, payload)) ?? undefined;
  }

  private async call<E extends ClientEvent>(event: E, peer: Peer, payload: unknown) {
    const parsed = clientEvents[event].safeParse(payload ?? {});
    if (!parsed.success || !isStorable(parsed.data)) throw new DomainError('request.invalid');
    // The schema was looked up by the same name as the handler.
    return this.handlers[event](peer, parsed.data as ClientPayload<E>);
  }

  private async heartbeat(peer: Peer, { status, current_tasks, timestamp }: ClientPayload<'heartbeat'>) {
    const { agents, sessions } = this.parts;
    const beat = { status, current_tasks, system_metrics: {} };
    const agent = await agents.keepAlive(peer.caller, peer.caller.subject, beat);
    await sessions.refresh(peer.caller.subject, agent);
    const server_time = new Date().toISOString();
    peer.send('heartbeat_ack', { timestamp: timestamp ?? null, server_time });
  }
}

/** As the routes that do the same. */
function demandExecution(caller: Caller): void {
  demand(caller, true, { own: 'task:execute', any: 'task:execute' });
}

function isClientEvent(event: string): event is ClientEvent {
  return Object.hasOwn(clientEvents, event);
}
