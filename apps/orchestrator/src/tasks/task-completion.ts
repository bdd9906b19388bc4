import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { RequestContext } from '@caregate/kit-http';
import type { PipelineChanges } from '../pipelines/pipeline-changes.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Outcome } from '../work/together.js';
import type { Work } from '../work/work.js';
import { taskNews, ticketOf } from './task-news.js';
import type { TaskRow } from './task-row.js';

/** Who delivers a result, and for which attempt. */
export interface Delivery {
  readonly caller: Caller;
  readonly taskId: string;
  readonly attemptToken: string;
  readonly context: RequestContext;
}

export interface Completion extends Delivery {
  readonly result: unknown;
}

export type CompletedRow = Pick<
  TaskRow,
  | 'task_id'
  | 'pipeline_id'
  | 'stage'
  | 'status'
  | 'attempt'
  | 'assigned_agent_id'
  | 'attempt_token'
  | 'created_by'
  | 'completed_at'
>;

/** The fence: only the agent that has the task now, only for the attempt that it was given, and only once. */
export async function completeIn(
  work: Work,
  completions: readonly Completion[],
  pipelines: PipelineChanges,
): Promise<Outcome<CompletedRow>[]> {
  const rows = await work.rows<CompletedRow>(
    `with t as (
       update orchestrator.task as t
          set status = 'completed', result = g.result, error = null, progress = 1, completed_at = now(),
              lease_expires_at = null
         from unnest($1::uuid[], $2::text[], $3::uuid[], $4::jsonb[]) as g (task_id, agent_id, token, result)
        where t.task_id = g.task_id and t.assigned_agent_id = g.agent_id and t.attempt_token = g.token
          and t.status in ('assigned', 'running')
       returning t.task_id, t.pipeline_id, t.stage, t.status, t.attempt, t.assigned_agent_id, t.attempt_token,
         t.created_by, t.completed_at),
     a as (
       update orchestrator.task_attempt set ended_at = now(), outcome = 'completed'
        where attempt_token in (select attempt_token from t))
     select * from t`,
    [
      completions.map(({ taskId }) => taskId),
      completions.map(({ caller }) => caller.subject),
      completions.map(({ attemptToken }) => attemptToken),
      completions.map(({ result }) => JSON.stringify(result ?? null)),
    ],
  );
  const completed = new Map(rows.map((row) => [row.attempt_token, row]));
  const outcomes = completions.map((completion) => announced(work, completion, completed));
  await releaseDependants(work, rows);
  // In one order everywhere, so that instances that move the same pipelines on do not wait for each other in a circle.
  const staged = rows.filter(({ pipeline_id }) => pipeline_id !== null);
  for (const row of staged.sort((a, b) => compare(a.pipeline_id, b.pipeline_id))) await pipelines.taskEnded(work, row);
  return outcomes;
}

function announced(
  work: Work,
  { caller, taskId, attemptToken, context }: Completion,
  completed: Map<string | null, CompletedRow>,
): Outcome<CompletedRow> {
  const row = completed.get(attemptToken);
  if (row?.task_id !== taskId || row.assigned_agent_id !== caller.subject)
    return { status: 'rejected', reason: new DomainError('task.attempt.stale', { detail: { taskId } }) };
  completed.delete(attemptToken);
  const entity = { type: 'Task', id: taskId } as const;
  work.entries.push(auditEntryOf({ event: 'task.completed', caller, entity, context }));
  work.news.push(taskNews(row));
  return { status: 'fulfilled', value: row };
}

async function releaseDependants(work: Work, completed: readonly CompletedRow[]): Promise<void> {
  if (completed.length === 0) return;
  const released = await work.rows<TaskRow>(
    `with d as (
       select task_id, count(*)::int as done from orchestrator.task_dependency where depends_on = any($1) group by task_id),
     t as (
       update orchestrator.task as t
          set pending_dependencies = t.pending_dependencies - d.done, due_at = now(),
              status = case when t.pending_dependencies = d.done then 'queued' else t.status end
         from d where t.task_id = d.task_id and t.status = 'pending' returning t.*)
     select * from t where status = 'queued'`,
    [completed.map(({ task_id }) => task_id)],
  );
  for (const row of released) {
    work.tickets.push(ticketOf(row));
    work.news.push(taskNews(row));
  }
}

function compare(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
