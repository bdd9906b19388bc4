import type { ClientPayload } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { isRegisteredAgent } from '../access/rights.js';
import { statusNews, type AgentsService } from '../agents/agents.service.js';
import type { AgentRow } from '../agents/agent-row.js';
import { assignmentOf } from '../dispatch/assignment-of.js';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import type { LocalAgent, LocalAgents } from '../dispatch/local-agents.js';
import { handsOf } from '../tasks/task-news.js';
import type { TaskRow } from '../tasks/task-row.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Works } from '../work/works.js';
import type { Peer } from './peer.js';

export interface AgentSessionsParts {
  readonly works: Works;
  readonly agents: Pick<AgentsService, 'releaseTasks'>;
  readonly local: LocalAgents;
  readonly dispatcher: Dispatcher;
  readonly heartbeatSeconds: number;
  readonly leaseSeconds: number;
  readonly ackMilliseconds: number;
}

const CONNECTIONS_MAX = 10;

type Held = Pick<TaskRow, 'task_id' | 'attempt_token'>;

interface TakenUp {
  readonly agent: AgentRow;
  readonly held: readonly Held[];
  /** What was given to it by name while it was away. */
  readonly undelivered: readonly TaskRow[];
}

/** Agents that have taken up work on a connection. */
export class AgentSessions {
  private readonly byPeer = new Map<Peer, LocalAgent>();

  constructor(private readonly parts: AgentSessionsParts) {}

  /** What the agent has and says that it still works on stays with it; what it lost goes to another at once. */
  async register(peer: Peer, { agentId, running }: ClientPayload<'agent:register'>): Promise<void> {
    if (!isRegisteredAgent(peer.caller) || peer.caller.subject !== agentId) throw new DomainError('access.refused');
    if (this.connectionsOf(agentId) >= CONNECTIONS_MAX) throw new DomainError('agent.connection.refused');
    const { agent, held, undelivered } = await this.takeUp(
      peer,
      agentId,
      running.map(({ attemptToken }) => attemptToken),
    );
    const kept = new Set(held.map(({ attempt_token }) => attempt_token));
    const abandoned = running.filter(({ attemptToken }) => !kept.has(attemptToken)).map(({ taskId }) => taskId);
    const { heartbeatSeconds, leaseSeconds, local, dispatcher } = this.parts;
    peer.join(handsOf(agentId));
    peer.send('agent:registered', { agentId, heartbeatSeconds, leaseSeconds, abandoned });
    const connected = this.localAgent(peer, agent, held);
    this.byPeer.set(peer, connected);
    local.add(connected);
    for (const row of undelivered) void dispatcher.send(assignmentOf(row, leaseSeconds));
    dispatcher.serve(agent.capabilities);
  }

  /** Whether the agent is connected here. */
  has(agentId: string): boolean {
    return this.parts.local.get(agentId) !== undefined;
  }

  /** Another process may have ended a task of an agent of ours, and anybody changed what it can do. */
  async refresh(agentId: string, { capabilities, tasks_max }: Pick<AgentRow, 'capabilities' | 'tasks_max'>) {
    const agent = this.parts.local.get(agentId);
    if (agent === undefined) return;
    this.parts.local.change(agent, { capabilities, tasksMax: tasks_max });
    this.parts.dispatcher.serve(capabilities);
    if (agent.busy.size === 0) return;
    const before = [...agent.busy];
    const rows = await this.parts.works.rows<Held>(
      `select task_id from orchestrator.task where task_id = any($2) and assigned_agent_id = $1
          and status in ('assigned', 'running')`,
      [agentId, before],
    );
    const held = new Set(rows.map(({ task_id }) => task_id));
    for (const taskId of before) if (!held.has(taskId)) this.parts.local.release(agentId, taskId);
  }

  /** Its tasks stay with it until their leases end: it may come back in a moment. */
  gone(peer: Peer): void {
    const agent = this.byPeer.get(peer);
    this.byPeer.delete(peer);
    if (agent === undefined) return;
    const { local } = this.parts;
    local.remove(agent);
    // One that had several connections goes on with another of them.
    const other = [...this.byPeer.values()].findLast(({ agentId }) => agentId === agent.agentId);
    if (other === undefined || local.get(agent.agentId) !== undefined) return;
    for (const taskId of agent.busy) other.busy.add(taskId);
    local.add(other);
  }

  private connectionsOf(agentId: string): number {
    return [...this.byPeer.values()].filter((agent) => agent.agentId === agentId).length;
  }

  private takeUp(peer: Peer, agentId: string, running: readonly string[]): Promise<TakenUp> {
    const { works, agents, leaseSeconds } = this.parts;
    return works.run(async (work) => {
      const agent = await work.row<AgentRow>(
        `with a as (
           update orchestrator.agent set status = 'active', last_heartbeat = now(), suspect_since = null
            where agent_id = $1 returning *)
         select * from a`,
        [agentId],
      );
      if (agent === undefined) throw new DomainError('agent.not_found');
      const undelivered = await work.rows<TaskRow>(
        `with t as (
           update orchestrator.task set undelivered = false
            where assigned_agent_id = $1 and status = 'assigned' and undelivered returning *)
         select * from t`,
        [agentId],
      );
      const keeping = [...running, ...undelivered.flatMap(({ attempt_token }) => attempt_token ?? [])];
      await agents.releaseTasks(work, agentId, 'The agent started anew without the task.', keeping);
      const held = await work.rows<Held>(
        `with t as (
           update orchestrator.task
              set lease_expires_at = now() + make_interval(secs => $2),
                  status = case when attempt_token = any($3) then 'running' else status end
            where assigned_agent_id = $1 and status in ('assigned', 'running') returning task_id, attempt_token)
         select * from t`,
        [agentId, leaseSeconds, running],
      );
      const entity = { type: 'Agent', id: agentId } as const;
      work.entries.push(auditEntryOf({ event: 'agent.authenticated', caller: peer.caller, entity }));
      work.news.push(statusNews(agentId, 'active'));
      return { agent, held, undelivered };
    });
  }

  private localAgent(peer: Peer, { agent_id, capabilities, tasks_max }: AgentRow, held: readonly Held[]): LocalAgent {
    const { ackMilliseconds } = this.parts;
    return {
      agentId: agent_id,
      capabilities,
      tasksMax: tasks_max,
      busy: new Set(held.map(({ task_id }) => task_id)),
      suspect: false,
      deliver: (assignment) => peer.request('task:delegate', assignment, ackMilliseconds),
      // The channel is dead, whatever its heartbeat says; a new one is the agent's way back.
      hangUp: () => peer.close('service.timeout', 'A task was not acknowledged in time.'),
    };
  }
}
