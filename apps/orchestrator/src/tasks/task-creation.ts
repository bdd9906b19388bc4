import type { CreateTask } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Work } from '../work/work.js';
import { taskNews, ticketOf } from './task-news.js';
import type { TaskRow } from './task-row.js';

export type NewTask = Omit<CreateTask, 'idempotency_key'> & { readonly idempotency_key?: string | undefined };

/** Inserts a task, due at once unless it waits for others. The same key from the same caller finds the task it made. */
export async function createTaskIn(work: Work, task: NewTask, createdBy: string, caller?: Caller): Promise<TaskRow> {
  const pending = await pendingDependencies(work, task.dependencies, createdBy);
  const made = await insert(work, task, createdBy, pending);
  if (made === undefined) return sameAsBefore(work, task, createdBy);
  for (const dependsOn of task.dependencies)
    await work.rows('insert into orchestrator.task_dependency (task_id, depends_on) values ($1, $2)', [
      made.task_id,
      dependsOn,
    ]);
  const entity = { type: 'Task', id: made.task_id } as const;
  work.entries.push(auditEntryOf({ event: 'task.created', caller, entity, detail: { taskType: made.task_type } }));
  work.news.push(taskNews(made));
  if (made.status === 'queued') work.tickets.push(ticketOf(made));
  return made;
}

async function insert(work: Work, task: NewTask, createdBy: string, pending: number): Promise<TaskRow | undefined> {
  return work.row<TaskRow>(
    `with t as (
       insert into orchestrator.task (pipeline_id, stage, task_type, parameters, priority, deadline, status,
         pending_dependencies, max_retries, created_by, idempotency_key)
       values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $11)
       on conflict (created_by, idempotency_key) where idempotency_key is not null do nothing
       returning *)
     select * from t`,
    [
      task.pipeline_id ?? null,
      task.stage ?? null,
      task.task_type,
      JSON.stringify(task.parameters),
      task.priority,
      task.deadline ?? null,
      pending === 0 ? 'queued' : 'pending',
      pending,
      task.max_retries,
      createdBy,
      task.idempotency_key ?? null,
    ],
  );
}

/** Locks them, so that none is completed between being counted and being waited for. */
async function pendingDependencies(work: Work, ids: readonly string[], createdBy: string): Promise<number> {
  if (ids.length === 0) return 0;
  const found = await work.rows<{ status: string }>(
    'select status from orchestrator.task where task_id = any($1) and created_by = $2 for share',
    [ids, createdBy],
  );
  const dead = found.some(({ status }) => ['failed', 'cancelled', 'timeout'].includes(status));
  if (found.length !== new Set(ids).size || dead) throw new DomainError('task.dependency.unknown');
  return found.filter(({ status }) => status !== 'completed').length;
}

async function sameAsBefore(work: Work, task: NewTask, createdBy: string): Promise<TaskRow> {
  const before = await work.row<TaskRow & { same: boolean }>(
    `select *, task_type = $3 and parameters = $4::jsonb as same
       from orchestrator.task where created_by = $1 and idempotency_key = $2`,
    [createdBy, task.idempotency_key, task.task_type, JSON.stringify(task.parameters)],
  );
  if (before?.same !== true) throw new DomainError('task.idempotency.mismatch');
  return before;
}
