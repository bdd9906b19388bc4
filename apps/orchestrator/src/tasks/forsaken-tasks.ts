import { auditEntryOf } from '../work/audit-entry.js';
import type { Work } from '../work/work.js';
import { taskNews } from './task-news.js';
import type { TaskRow } from './task-row.js';

type Forsaken = Pick<TaskRow, 'task_id' | 'pipeline_id' | 'stage' | 'status' | 'attempt' | 'created_by'>;

/**
 * What ends without a result takes those with it that wait for it, and those that wait for them, however many: all by one
 * statement. Another follows for who came to wait meanwhile, which the one before did not see.
 */
export async function forsake(work: Work, ended: readonly string[]): Promise<void> {
  const rows = await work.rows<Forsaken>(CANCEL, [ended, 'A task that it depends on was not completed.']);
  if (rows.length === 0) return;
  for (const row of rows) {
    const entity = { type: 'Task', id: row.task_id } as const;
    work.entries.push(auditEntryOf({ event: 'task.cancelled', entity, detail: { status: 'cancelled' } }));
    work.news.push(taskNews({ ...row, assigned_agent_id: null }));
  }
  await forsake(
    work,
    rows.map(({ task_id }) => task_id),
  );
}

/** The tasks of stages are not among them: they wait for their stages. Locked in one order, against circles of waiting. */
const CANCEL = `
with recursive forsaken as (
  select d.task_id from orchestrator.task_dependency d join orchestrator.task t using (task_id)
   where d.depends_on = any($1::uuid[]) and t.status = 'pending'
  union
  select d.task_id from forsaken f join orchestrator.task_dependency d on d.depends_on = f.task_id
    join orchestrator.task t on t.task_id = d.task_id
   where t.status = 'pending'),
locked as (
  select task_id from orchestrator.task
   where task_id in (select task_id from forsaken) and status = 'pending' order by task_id for update),
t as (
  update orchestrator.task as t set status = 'cancelled', error = $2, completed_at = now()
    from locked where t.task_id = locked.task_id
  returning t.task_id, t.pipeline_id, t.stage, t.status, t.attempt, t.created_by)
select * from t`;
