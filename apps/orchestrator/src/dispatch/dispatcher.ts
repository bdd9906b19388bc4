import type { Logger } from '@caregate/kit-http';
import type { HeldTicket, TaskEngine, Ticket } from '../engine/task-engine.port.js';
import type { Assigning } from '../tasks/task-assignment.js';
import type { TaskRow } from '../tasks/task-row.js';
import { assignmentOf } from './assignment-of.js';
import type { Deliveries } from './deliveries.js';
import type { Assignment, LocalAgent, LocalAgents } from './local-agents.js';
import { pause } from './pause.js';

export interface DispatcherParts {
  readonly engine: TaskEngine;
  readonly assign: (assigning: Assigning) => Promise<TaskRow | undefined>;
  readonly agents: LocalAgents;
  readonly deliveries: Deliveries;
  readonly leaseSeconds: number;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Tickets that are taken at once while agents are free. */
const BURST = 16;
const RETRY_MILLISECONDS = 250;

/** Brings due tasks to agents that are connected here: for each thing that they can do one lane, which takes a ticket only while somebody is free. */
export class Dispatcher {
  private readonly lanes = new Map<string, Promise<void>>();
  private readonly following = new Set<Promise<void>>();
  /** Lanes that found nothing in the queue, and wait. */
  private readonly idle = new Set<string>();
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

  send(assignment: Assignment): Promise<void> {
    return this.parts.deliveries.send(assignment);
  }

  /**
   * Takes the ticket of a task that is due without its passing through the queue, if nothing waits there before it and
   * somebody here is free. Whether it was taken.
   */
  accept(ticket: Ticket): boolean {
    const { queue, taskId, attempt, delayMilliseconds = 0 } = ticket;
    if (this.stopped || delayMilliseconds > 0 || !this.idle.has(queue)) return false;
    const agent = this.parts.agents.reserve(queue, taskId);
    if (agent === undefined) return false;
    const add = () => this.parts.engine.add([ticket]);
    this.follow(this.give({ taskId, attempt, done: () => Promise.resolve(), giveBack: add }, agent));
    return true;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.parts.agents.changed();
    await Promise.allSettled([...this.lanes.values(), ...this.following]);
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
    const first = (await engine.take(capability)) ?? (await this.waitForOne(capability));
    if (first === undefined) return pause(5);
    this.follow(this.assign(capability, first));
    const others = Array.from({ length: free - 1 }, () => engine.take(capability));
    for (const ticket of await Promise.all(others))
      if (ticket !== undefined) this.follow(this.assign(capability, ticket));
  }

  private async waitForOne(capability: string): Promise<HeldTicket | undefined> {
    this.idle.add(capability);
    try {
      return await this.parts.engine.take(capability, { wait: true });
    } finally {
      this.idle.delete(capability);
    }
  }

  private follow(delivery: Promise<void>): void {
    this.following.add(delivery);
    void delivery.finally(() => this.following.delete(delivery));
  }

  private async assign(capability: string, ticket: HeldTicket): Promise<void> {
    const agent = await this.freeAgent(capability, ticket.taskId);
    // Not done, so the ticket comes back to whoever serves then.
    if (agent !== undefined) await this.give(ticket, agent);
  }

  private async give(ticket: HeldTicket, { agentId }: LocalAgent): Promise<void> {
    const { assign, agents, deliveries, leaseSeconds, logger } = this.parts;
    const { taskId, attempt } = ticket;
    try {
      const row = await assign({ taskId, attempt, agentId });
      if (row === undefined) agents.release(agentId, taskId);
      const delivery = row === undefined ? undefined : deliveries.send(assignmentOf(row, leaseSeconds));
      await Promise.all([this.putAway(ticket), delivery]);
    } catch (err) {
      agents.release(agentId, taskId);
      logger.warn({ err, taskId }, 'a task could not be assigned; its ticket will come back');
      await ticket.giveBack?.().catch(() => logger.warn({ taskId }, 'the sweeper will find a ticket that is lost'));
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
}
