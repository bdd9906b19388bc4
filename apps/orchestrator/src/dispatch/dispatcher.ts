import type { Logger } from '@caregate/kit-http';
import type { HeldTicket, TaskEngine } from '../engine/task-engine.port.js';
import type { TaskChanges } from '../tasks/task-changes.js';
import type { TaskRow } from '../tasks/task-row.js';
import type { Works } from '../work/works.js';
import { AgentNotConnected } from './agent-not-connected.error.js';
import { pause } from './pause.js';
import type { Assignment, LocalAgent, LocalAgents } from './local-agents.js';

export interface DispatcherParts {
  readonly engine: TaskEngine;
  readonly works: Works;
  readonly changes: TaskChanges;
  readonly agents: LocalAgents;
  /** For an agent whose connection ends in another process. */
  readonly deliverElsewhere: (assignment: Assignment) => Promise<void>;
  readonly leaseSeconds: number;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Tickets that are taken at once while agents are free. */
const BURST = 16;
const RETRY_MILLISECONDS = 250;

/** Brings due tasks to agents that are connected here: for each thing that they can do one lane, which takes a ticket only while somebody is free. */
export class Dispatcher {
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly deliveries = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly parts: DispatcherParts) {}

  /** To be called when an agent has come. */
  serve(capabilities: readonly string[]): void {
    if (this.stopped) return;
    for (const capability of capabilities)
      if (!this.lanes.has(capability)) this.lanes.set(capability, this.run(capability));
  }

  freed(agentId: string | null, taskId: string): void {
    if (agentId !== null) this.parts.agents.release(agentId, taskId);
  }

  /**
   * Sends what has been assigned. An agent that is not there gets it when it comes, while its lease lasts; one that does
   * not acknowledge is suspect, and the task goes to another.
   */
  async send(row: TaskRow): Promise<void> {
    const agentId = row.assigned_agent_id ?? '';
    const agent = this.parts.agents.get(agentId);
    const assignment = assignmentOf(row, this.parts.leaseSeconds);
    try {
      agent?.busy.add(row.task_id);
      await (agent === undefined ? this.parts.deliverElsewhere(assignment) : agent.deliver(assignment));
    } catch (err) {
      if (err instanceof AgentNotConnected) return this.keep(row);
      this.parts.logger.warn({ err, agentId, taskId: row.task_id }, 'an agent did not acknowledge a task');
      await this.suspect(row, agent);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.parts.agents.changed();
    await Promise.allSettled([...this.lanes.values(), ...this.deliveries]);
  }

  private async run(capability: string): Promise<void> {
    const { agents, logger } = this.parts;
    while (!this.stopped) {
      const free = agents.freeCount(capability);
      if (free === 0) {
        await agents.nextChange();
        continue;
      }
      try {
        await this.takeSome(capability, Math.min(free, BURST));
      } catch (err) {
        logger.warn({ err, capability }, 'no tickets can be taken at the moment');
        await pause(RETRY_MILLISECONDS);
      }
    }
  }

  /** Waits for the first; those behind it are taken together. */
  private async takeSome(capability: string, free: number): Promise<void> {
    const { engine } = this.parts;
    const first = (await engine.take(capability)) ?? (await engine.take(capability, { wait: true }));
    if (first === undefined) return pause(5);
    this.follow(this.assign(capability, first));
    const others = Array.from({ length: free - 1 }, () => engine.take(capability));
    for (const ticket of await Promise.all(others))
      if (ticket !== undefined) this.follow(this.assign(capability, ticket));
  }

  private follow(delivery: Promise<void>): void {
    this.deliveries.add(delivery);
    void delivery.finally(() => this.deliveries.delete(delivery));
  }

  private async assign(capability: string, ticket: HeldTicket): Promise<void> {
    const { works, changes, agents, leaseSeconds, logger } = this.parts;
    const { taskId, attempt } = ticket;
    const agent = await this.freeAgent(capability, taskId);
    // Not done, so the ticket comes back to whoever serves then.
    if (agent === undefined) return;
    const { agentId } = agent;
    try {
      const row = await works.run((work) => changes.assign(work, { taskId, attempt, agentId, leaseSeconds }));
      if (row === undefined) agents.release(agentId, taskId);
      await Promise.all([this.putAway(ticket), row === undefined ? undefined : this.send(row)]);
    } catch (err) {
      agents.release(agentId, taskId);
      logger.warn({ err, taskId }, 'a task could not be assigned; its ticket will come back');
    }
  }

  /** One that is still there comes back, and finds its task assigned. */
  private async putAway(ticket: HeldTicket): Promise<void> {
    try {
      await ticket.done();
    } catch (err) {
      this.parts.logger.warn({ err, taskId: ticket.taskId }, 'a ticket could not be put away');
    }
  }

  /** Another lane may have been quicker; an agent of several skills stands in several. */
  private async freeAgent(capability: string, taskId: string): Promise<LocalAgent | undefined> {
    const { agents } = this.parts;
    while (!this.stopped) {
      const agent = agents.reserve(capability, taskId);
      if (agent !== undefined) return agent;
      if (!agents.capabilities().has(capability)) return undefined;
      await agents.nextChange();
    }
    return undefined;
  }

  private async keep(row: TaskRow): Promise<void> {
    const { works, agents, logger } = this.parts;
    const { task_id, attempt_token, assigned_agent_id } = row;
    try {
      await works.run((work) =>
        work.rows(
          `with t as (
             update orchestrator.task set undelivered = true
              where task_id = $1 and attempt_token = $2 and status = 'assigned' returning 1)
           select * from t`,
          [task_id, attempt_token],
        ),
      );
      // It may have come in the meantime.
      if (agents.get(assigned_agent_id ?? '') !== undefined) await this.send(row);
    } catch (err) {
      logger.warn({ err, taskId: task_id }, 'a task waits for its lease to end, since its agent is not connected');
    }
  }

  private async suspect(row: TaskRow, agent: LocalAgent | undefined): Promise<void> {
    const { works, changes, agents, logger } = this.parts;
    const { task_id, attempt_token, assigned_agent_id } = row;
    if (agent !== undefined) agent.suspect = true;
    try {
      await works.run(async (work) => {
        await work.rows(
          `with a as (
             update orchestrator.agent set suspect_since = coalesce(suspect_since, now()) where agent_id = $1 returning 1)
           select * from a`,
          [assigned_agent_id],
        );
        const held = await work.row<TaskRow>(
          `select * from orchestrator.task where task_id = $1 and attempt_token = $2 and status = 'assigned' for update`,
          [task_id, attempt_token],
        );
        const error = 'The agent did not acknowledge the task.';
        if (held !== undefined) await changes.giveUpAttempt(work, held, { error, retryable: true, atOnce: true });
      });
    } catch (err) {
      logger.warn({ err, taskId: task_id }, 'a task stays with a silent agent until its lease ends');
    } finally {
      agents.release(assigned_agent_id ?? '', task_id);
    }
  }
}

export function assignmentOf(row: TaskRow, leaseSeconds: number): Assignment {
  const { task_id: taskId, assigned_agent_id, task_type: taskType, parameters, deadline, attempt } = row;
  return {
    taskId,
    agentId: assigned_agent_id ?? '',
    taskType,
    parameters,
    attempt,
    attemptToken: row.attempt_token ?? '',
    leaseSeconds,
    ...(deadline !== null && { deadline: deadline.toISOString() }),
    ...(row.pipeline_id !== null && { pipelineId: row.pipeline_id }),
    ...(row.stage !== null && { stage: row.stage }),
  };
}
