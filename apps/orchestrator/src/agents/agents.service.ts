import type { AgentHeartbeat, AgentQuery, RegisterAgent, UpdateAgent } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { makeAgentToken } from '../access/agent-token.js';
import { demand, isRegisteredAgent } from '../access/rights.js';
import type { TaskChanges } from '../tasks/task-changes.js';
import type { TaskRow } from '../tasks/task-row.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { News, Work } from '../work/work.js';
import type { Works } from '../work/works.js';
import { agentOf, type AgentRow } from './agent-row.js';
import type { AgentsRepository } from './agents.repository.js';

export interface AgentsParts {
  readonly works: Works;
  readonly agents: AgentsRepository;
  readonly changes: TaskChanges;
  /** Closes the connections of an agent that has been removed or got another token. */
  readonly expel: (agentId: string) => void;
  readonly heartbeatSeconds: number;
  readonly leaseSeconds: number;
}

export class AgentsService {
  constructor(private readonly parts: AgentsParts) {}

  async register(caller: Caller, request: RegisterAgent) {
    if (isRegisteredAgent(caller)) throw new DomainError('access.refused');
    const { token, hash } = makeAgentToken();
    const row = await this.parts.works.run(async (work) => {
      const made = await work.row<AgentRow>(
        `with a as (
           insert into orchestrator.agent (agent_id, name, type, capabilities, version, endpoint_url, health_check_url,
             metadata, tasks_max, token_hash, registered_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11) on conflict (agent_id) do nothing returning *)
         select * from a`,
        [
          request.agent_id,
          request.name,
          request.type,
          request.capabilities,
          request.version ?? null,
          request.endpoint_url ?? null,
          request.health_check_url ?? null,
          JSON.stringify(request.metadata),
          request.max_concurrent_tasks,
          hash,
          caller.subject,
        ],
      );
      if (made === undefined) throw new DomainError('agent.already_registered');
      work.entries.push(auditEntryOf({ event: 'agent.registered', caller, entity: entityOf(request.agent_id) }));
      work.news.push(this.registeredNews(made.agent_id), statusNews(made.agent_id, made.status));
      return made;
    });
    return {
      agent_id: row.agent_id,
      status: row.status,
      registered_at: row.registered_at.toISOString(),
      auth_token: token,
    };
  }

  /** For an agent that has lost its token: the old one is worth nothing from now on. */
  async renewToken(caller: Caller, agentId: string) {
    const { token, hash } = makeAgentToken();
    const row = await this.change(caller, agentId, (work) =>
      work.rows(
        'with a as (update orchestrator.agent set token_hash = $2 where agent_id = $1 returning 1) select * from a',
        [agentId, hash],
      ),
    );
    this.parts.expel(agentId);
    const { agent_id, status, registered_at } = row;
    return { agent_id, status, registered_at: registered_at.toISOString(), auth_token: token };
  }

  async get(agentId: string) {
    return agentOf(await this.parts.agents.get(agentId));
  }

  async list(query: AgentQuery) {
    const { rows, total } = await this.parts.agents.list(query);
    const { limit, offset } = query;
    return { agents: rows.map(agentOf), pagination: { total, limit, offset, has_more: offset + rows.length < total } };
  }

  async update(caller: Caller, agentId: string, changes: UpdateAgent) {
    const row = await this.change(caller, agentId, (work) =>
      work.rows(
        `with a as (
           update orchestrator.agent
              set name = coalesce($2, name), capabilities = coalesce($3, capabilities), version = coalesce($4, version),
                  endpoint_url = coalesce($5, endpoint_url), health_check_url = coalesce($6, health_check_url),
                  tasks_max = coalesce($7, tasks_max), metadata = coalesce($8::jsonb, metadata)
            where agent_id = $1 returning 1)
         select * from a`,
        [
          agentId,
          changes.name ?? null,
          changes.capabilities ?? null,
          changes.version ?? null,
          changes.endpoint_url ?? null,
          changes.health_check_url ?? null,
          changes.max_concurrent_tasks ?? null,
          changes.metadata === undefined ? null : JSON.stringify(changes.metadata),
        ],
      ),
    );
    return { agent_id: agentId, updated_at: row.updated_at.toISOString() };
  }

  /** What it was working on is given to others. */
  async remove(caller: Caller, agentId: string): Promise<void> {
    await this.parts.works.run(async (work) => {
      await this.owned(work, caller, agentId);
      await this.releaseTasks(work, agentId, 'The agent was removed.');
      await work.rows('with a as (delete from orchestrator.agent where agent_id = $1 returning 1) select * from a', [
        agentId,
      ]);
      work.entries.push(auditEntryOf({ event: 'agent.removed', caller, entity: entityOf(agentId) }));
      work.news.push(statusNews(agentId, 'inactive'));
    });
    this.parts.expel(agentId);
  }

  async heartbeat(caller: Caller, agentId: string, beat: AgentHeartbeat) {
    await this.keepAlive(caller, agentId, beat);
    const next = new Date(Date.now() + this.parts.heartbeatSeconds * 1000);
    return { status: 'acknowledged' as const, next_heartbeat: next.toISOString() };
  }

  /** The agent and its leases. Not on the audit trail: it says only that nothing has changed. */
  async keepAlive(caller: Caller, agentId: string, { status, current_tasks }: AgentHeartbeat) {
    if (caller.subject !== agentId || !isRegisteredAgent(caller)) throw new DomainError('access.refused');
    const { works, leaseSeconds } = this.parts;
    const [before] = await works.rows<Pick<AgentRow, 'status' | 'capabilities' | 'tasks_max'>>(
      `with b as (select status, capabilities, tasks_max from orchestrator.agent where agent_id = $1 for update),
       a as (update orchestrator.agent set last_heartbeat = now(), status = $2 where agent_id = $1 returning 1),
       t as (
         update orchestrator.task set status = 'running', lease_expires_at = now() + make_interval(secs => $4)
          where assigned_agent_id = $1 and task_id::text = any($3) and status in ('assigned', 'running'))
       select b.* from b, a`,
      [agentId, status, current_tasks, leaseSeconds],
    );
    if (before === undefined) throw new DomainError('agent.not_found');
    if (before.status !== status) works.tell(statusNews(agentId, status));
    return before;
  }

  /** All that the agent holds goes back into the queue, except what it says that it still works on. */
  async releaseTasks(work: Work, agentId: string, error: string, keeping: readonly string[] = []): Promise<TaskRow[]> {
    const held = await work.rows<TaskRow>(
      `select * from orchestrator.task
        where assigned_agent_id = $1 and status in ('assigned', 'running') and not (attempt_token = any($2)) for update`,
      [agentId, keeping],
    );
    const { changes } = this.parts;
    await changes.each(work, held, (row) => changes.loseAttempt(work, row, error));
    return held;
  }

  private registeredNews(agentId: string): News {
    const { heartbeatSeconds, leaseSeconds } = this.parts;
    const payload = { agentId, heartbeatSeconds, leaseSeconds, abandoned: [] };
    return { rooms: watchersOf(agentId), event: 'agent:registered', payload };
  }

  private async change(caller: Caller, agentId: string, apply: (work: Work) => Promise<unknown>): Promise<AgentRow> {
    await this.parts.works.run(async (work) => {
      const { status } = await this.owned(work, caller, agentId);
      await apply(work);
      work.news.push(statusNews(agentId, status));
      work.entries.push(auditEntryOf({ event: 'agent.updated', caller, entity: entityOf(agentId) }));
    });
    return this.parts.agents.get(agentId);
  }

  private async owned(work: Work, caller: Caller, agentId: string): Promise<AgentRow> {
    const row = await work.row<AgentRow>('select * from orchestrator.agent where agent_id = $1 for update', [agentId]);
    if (row === undefined) throw new DomainError('agent.not_found');
    const own = caller.subject === agentId || caller.subject === row.registered_by;
    demand(caller, own, { own: 'agent:register', any: 'agent:manage' });
    return row;
  }
}

export function statusNews(agentId: string, status: AgentRow['status']): News {
  return { rooms: watchersOf(agentId), event: 'agent:status', payload: { agentId, status } };
}

function watchersOf(agentId: string): string[] {
  return ['agents', `agent:${agentId}`];
}

function entityOf(agentId: string) {
  return { type: 'Agent', id: agentId } as const;
}
