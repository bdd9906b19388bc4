import type {
  AgentTask,
  CompleteTask,
  CreateTask,
  DelegateTask,
  FailTask,
  TaskQuery,
  UpdateTask,
} from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { AuditTrail } from '@caregate/kit-audit';
import { currentContext } from '@caregate/kit-http';
import { demand } from '../access/rights.js';
import { assignmentOf } from '../dispatch/assignment-of.js';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Works } from '../work/works.js';
import { assignIn } from './task-assignment.js';
import type { TaskBatches } from './task-batches.js';
import type { TaskChanges } from './task-changes.js';
import { createTaskIn, type CreatedRow, type Creation } from './task-creation.js';
import { ticketOf } from './task-news.js';
import type { ProgressReport } from './task-progress.js';
import { taskOf, textOf, type TaskRow } from './task-row.js';
import { takeStep } from './task-steps.js';
import type { TasksRepository } from './tasks.repository.js';

export interface TasksParts {
  readonly works: Works;
  readonly tasks: TasksRepository;
  readonly changes: TaskChanges;
  readonly batches: TaskBatches;
  readonly dispatcher: Dispatcher;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly leaseSeconds: number;
}

/** What callers do with tasks; whether they may do it at all was asked at the door. */
export class TasksService {
  constructor(private readonly parts: TasksParts) {}

  async create(caller: Caller, task: CreateTask) {
    const creation = { task, createdBy: caller.subject, caller, context: currentContext() };
    const simple = task.pipeline_id === undefined && task.dependencies.length === 0;
    const row = await (simple ? this.parts.batches.create(creation) : this.createAmongOthers(creation));
    return { task_id: row.task_id, status: row.status, created_at: row.created_at.toISOString() };
  }

  async get(caller: Caller, taskId: string) {
    return taskOf(await this.parts.tasks.get(caller, taskId));
  }

  async list(caller: Caller, query: TaskQuery) {
    const { rows, total } = await this.parts.tasks.list(caller, query);
    const { limit, offset } = query;
    return { tasks: rows.map(taskOf), pagination: { total, limit, offset, has_more: offset + rows.length < total } };
  }

  async update(caller: Caller, taskId: string, { status, ...changes }: UpdateTask): Promise<AgentTask> {
    if (status !== undefined) return takeStep(this, caller, taskId, { status, ...changes });
    const { works, tasks } = this.parts;
    await works.run(async (work) => {
      const row = await this.mine(caller, await tasks.lock(work, caller, taskId));
      if (row.status !== 'pending' && row.status !== 'queued') throw new DomainError('task.transition.refused');
      const deadline = changes.deadline === undefined ? row.deadline : changes.deadline;
      const [changed] = await work.rows<TaskRow & { delay: number }>(
        `with t as (
           update orchestrator.task set parameters = $2::jsonb, priority = $3, deadline = $4 where task_id = $1 returning *)
         select *, greatest(0, extract(epoch from due_at - now()) * 1000)::int as delay from t`,
        [taskId, JSON.stringify(changes.parameters ?? row.parameters), changes.priority ?? row.priority, deadline],
      );
      if (changed?.status === 'queued' && changed.priority !== row.priority) {
        work.spentTickets.push(ticketOf(row));
        work.tickets.push(ticketOf(changed, changed.delay));
      }
      work.entries.push(
        auditEntryOf({
          event: 'task.created',
          caller,
          entity: { type: 'Task', id: taskId },
          detail: { changed: true },
        }),
      );
    });
    return this.get(caller, taskId);
  }

  /** Gives the task to one agent by name, whatever others there are. */
  async delegate(caller: Caller, taskId: string, { agent_id, priority }: DelegateTask) {
    const { works, tasks, dispatcher, leaseSeconds } = this.parts;
    const assigned = await works.run(async (work) => {
      const row = await this.mine(caller, await tasks.lock(work, caller, taskId));
      if (row.status === 'assigned' || row.status === 'running') throw new DomainError('task.already_assigned');
      if (row.status !== 'queued') throw new DomainError('task.transition.refused');
      const agent = await work.row('select 1 from orchestrator.agent where agent_id = $1', [agent_id]);
      if (agent === undefined) throw new DomainError('agent.not_found');
      if (priority !== undefined)
        await work.rows(
          'with t as (update orchestrator.task set priority = $2 where task_id = $1 returning 1) select * from t',
          [taskId, priority],
        );
      work.spentTickets.push(ticketOf(row));
      const [made] = await assignIn(work, [{ taskId, attempt: row.attempt, agentId: agent_id, caller }], leaseSeconds);
      return made;
    });
    if (assigned === undefined) throw new DomainError('task.transition.refused');
    void dispatcher.send(assignmentOf(assigned, leaseSeconds));
    return {
      task_id: taskId,
      agent_id,
      status: 'assigned' as const,
      assigned_at: (assigned.assigned_at ?? new Date()).toISOString(),
      estimated_completion: textOf(assigned.deadline),
    };
  }

  complete(caller: Caller, taskId: string, { attempt_token: attemptToken, result }: CompleteTask) {
    const completion = { caller, taskId, attemptToken, result, context: currentContext() };
    return this.deliver(caller, taskId, () => this.parts.batches.complete(completion));
  }

  fail(caller: Caller, taskId: string, { attempt_token, error, error_code: errorCode, retryable }: FailTask) {
    const delivery = { caller, taskId, attemptToken: attempt_token, context: currentContext() };
    return this.deliver(caller, taskId, () =>
      this.parts.works.run((work) => this.parts.changes.fail(work, delivery, { error, errorCode, retryable })),
    );
  }

  progress(caller: Caller, report: Omit<ProgressReport, 'agentId'>): Promise<void> {
    return this.parts.batches.report({ ...report, agentId: caller.subject });
  }

  async retry(caller: Caller, taskId: string) {
    const { works, tasks, changes } = this.parts;
    const row = await works.run(async (work) =>
      changes.retry(work, await this.mine(caller, await tasks.lock(work, caller, taskId)), caller),
    );
    return ended(row);
  }

  async cancel(caller: Caller, taskId: string) {
    const { works, tasks, changes, dispatcher } = this.parts;
    const row = await works.run(async (work) => {
      const found = await this.mine(caller, await tasks.lock(work, caller, taskId));
      if (found.completed_at !== null) throw new DomainError('task.transition.refused');
      return changes.end(work, found, 'cancelled', { error: null, caller });
    });
    dispatcher.freed(row.assigned_agent_id, taskId);
    return ended(row);
  }

  /** Behind what it waits for, or within a pipeline of the caller's. */
  private createAmongOthers(creation: Creation): Promise<CreatedRow> {
    const { pipeline_id } = creation.task;
    return this.parts.works.run(async (work) => {
      if (pipeline_id !== undefined) {
        const own = await work.row('select 1 from orchestrator.pipeline where pipeline_id = $1 and created_by = $2', [
          pipeline_id,
          creation.createdBy,
        ]);
        if (own === undefined) throw new DomainError('pipeline.not_found');
      }
      return createTaskIn(work, creation);
    });
  }

  private async deliver(caller: Caller, taskId: string, change: () => Promise<Ended>) {
    const { audit, dispatcher, tasks } = this.parts;
    try {
      return ended(await change());
    } catch (error) {
      if (error instanceof DomainError && error.code === 'task.attempt.stale') {
        await tasks.demand(taskId);
        const entity = { type: 'Task', id: taskId } as const;
        await audit.record(auditEntryOf({ event: 'task.result.refused', caller, entity, outcome: 'refused' }));
      }
      throw error;
    } finally {
      dispatcher.freed(caller.subject, taskId);
    }
  }

  private async mine(caller: Caller, row: TaskRow): Promise<TaskRow> {
    demand(caller, row.created_by === caller.subject, { own: 'task:create', any: 'task:manage' });
    return row;
  }
}

type Ended = Pick<TaskRow, 'task_id' | 'status' | 'completed_at'>;

function ended({ task_id, status, completed_at }: Ended) {
  return { task_id, status, completed_at: textOf(completed_at) };
}
