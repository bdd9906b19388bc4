import type { Logger } from '@caregate/kit-http';
import type { TaskChanges } from '../tasks/task-changes.js';
import type { TaskRow } from '../tasks/task-row.js';
import type { Works } from '../work/works.js';
import type { Assignment, LocalAgents } from './local-agents.js';

export interface DeliveriesParts {
  readonly works: Works;
  readonly changes: TaskChanges;
  readonly agents: LocalAgents;
  /** Asks the other instances; whether one of them has the agent, which then answers for the delivery. */
  readonly deliverElsewhere: (assignment: Assignment) => Promise<boolean>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Brings what has been assigned to its agent, wherever that is connected. */
export class Deliveries {
  constructor(private readonly parts: DeliveriesParts) {}

  /** An agent that is nowhere gets its task when it comes, while its lease lasts. */
  async send(assignment: Assignment): Promise<void> {
    const { deliverElsewhere, logger } = this.parts;
    try {
      if (await this.sendHere(assignment)) return;
      if (await deliverElsewhere(assignment)) return;
      await this.keep(assignment);
      // It may have come in the meantime, here or there.
      if (!(await this.sendHere(assignment))) await deliverElsewhere(assignment);
    } catch (err) {
      const { taskId } = assignment;
      logger.warn({ err, taskId }, 'a task waits for its lease to end, since its agent could not be found');
    }
  }

  /** Whether the agent is connected here; one that says nothing of the task is suspect, and the task goes to another. */
  async sendHere(assignment: Assignment): Promise<boolean> {
    const { agentId, taskId } = assignment;
    const agent = this.parts.agents.get(agentId);
    if (agent === undefined) return false;
    try {
      agent.busy.add(taskId);
      await agent.deliver(assignment);
    } catch (err) {
      this.parts.logger.warn({ err, agentId, taskId }, 'an agent did not acknowledge a task');
      agent.suspect = true;
      if (await this.isSilent(assignment)) {
        agent.hangUp();
        this.parts.agents.release(agentId, taskId);
      } else {
        agent.suspect = false;
        this.parts.agents.changed();
      }
    }
    return true;
  }

  private async keep({ taskId, attemptToken }: Assignment): Promise<void> {
    await this.parts.works.rows(
      `with t as (
         update orchestrator.task set undelivered = true
          where task_id = $1 and attempt_token = $2 and status = 'assigned' returning 1)
       select * from t`,
      [taskId, attemptToken],
    );
  }

  /**
   * Agents of the older control panel know no acknowledgement: their first report of progress, a heartbeat that names the
   * task, or its result stands for one, whichever way it came. Of a silent one the task is taken.
   */
  private async isSilent({ taskId, attemptToken, agentId }: Assignment): Promise<boolean> {
    const { works, changes, logger } = this.parts;
    try {
      return await works.run(async (work) => {
        const held = await work.row<TaskRow>(
          `select * from orchestrator.task where task_id = $1 and attempt_token = $2 and status = 'assigned' for update`,
          [taskId, attemptToken],
        );
        if (held === undefined) return false;
        await work.rows(
          `with a as (
             update orchestrator.agent set suspect_since = coalesce(suspect_since, now()) where agent_id = $1 returning 1)
           select * from a`,
          [agentId],
        );
        await changes.loseAttempt(work, held, 'The agent did not acknowledge the task.');
        return true;
      });
    } catch (err) {
      logger.warn({ err, taskId }, 'a task stays with a silent agent until its lease ends');
      return true;
    }
  }
}
