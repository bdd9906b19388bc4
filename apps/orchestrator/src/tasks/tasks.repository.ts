import type { TaskQuery } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { DataSource } from 'typeorm';
import { isRegisteredAgent, may } from '../access/rights.js';
import type { Work } from '../work/work.js';
import type { TaskRow } from './task-row.js';

/** People see what they asked for, agents what they work on, managers everything. */
const VISIBLE = `($1 = 'all' or ($1 = 'agent' and t.assigned_agent_id = $2) or ($1 = 'own' and t.created_by = $2))`;
const COLUMNS = `t.*, array(select d.depends_on from orchestrator.task_dependency d where d.task_id = t.task_id) as dependencies`;

/** A page ends behind the task with which it has so much; what follows is on the next, which begins where this one ends. */
const PAGE_BYTES = 8 * 1024 * 1024;

export class TasksRepository {
  constructor(private readonly dataSource: DataSource) {}

  async get(caller: Caller, taskId: string): Promise<TaskRow> {
    const [row] = await this.dataSource.query<TaskRow[]>(
      `select ${COLUMNS} from orchestrator.task t where ${VISIBLE} and t.task_id = $3`,
      [...sightOf(caller), taskId],
    );
    if (row === undefined) throw new DomainError('task.not_found');
    return row;
  }

  /** Whoever may see it: an agent that has lost a task is told so, and not that there is none. */
  async demand(taskId: string): Promise<void> {
    const found = await this.dataSource.query<unknown[]>('select from orchestrator.task where task_id = $1', [taskId]);
    if (found.length === 0) throw new DomainError('task.not_found');
  }

  async lock(work: Work, caller: Caller, taskId: string): Promise<TaskRow> {
    const row = await work.row<TaskRow>(
      `select t.* from orchestrator.task t where ${VISIBLE} and t.task_id = $3 for update`,
      [...sightOf(caller), taskId],
    );
    if (row === undefined) throw new DomainError('task.not_found');
    return row;
  }

  async list(caller: Caller, query: TaskQuery): Promise<{ rows: TaskRow[]; total: number }> {
    const { status, agent_id, pipeline_id, stage, task_type, limit, offset } = query;
    const where = `${VISIBLE} and ($3::text is null or t.status = $3) and ($4::text is null or t.assigned_agent_id = $4)
      and ($5::uuid is null or t.pipeline_id = $5) and ($6::int is null or t.stage = $6)
      and ($7::text is null or t.task_type = $7)`;
    const values = [
      ...sightOf(caller),
      status ?? null,
      agent_id ?? null,
      pipeline_id ?? null,
      stage ?? null,
      task_type ?? null,
    ];
    const [counted] = await this.dataSource.query<{ total: number }[]>(
      `select count(*) as total from orchestrator.task t where ${where}`,
      values,
    );
    const rows = await this.dataSource.query<TaskRow[]>(
      `with page as (
         select t.task_id, t.created_at,
                octet_length(t.parameters::text) + coalesce(octet_length(t.result::text), 0) as bytes
           from orchestrator.task t where ${where} order by t.created_at desc, t.task_id limit $8 offset $9),
       measured as (
         select task_id, sum(bytes) over (order by created_at desc, task_id) - bytes as before from page)
       select ${COLUMNS} from orchestrator.task t join measured m using (task_id)
        where m.before < $10 order by t.created_at desc, t.task_id`,
      [...values, limit, offset, PAGE_BYTES],
    );
    return { rows, total: counted?.total ?? 0 };
  }
}

export function sightOf(caller: Caller): ['all' | 'agent' | 'own', string] {
  if (isRegisteredAgent(caller)) return ['agent', caller.subject];
  return [may(caller, 'task:manage') ? 'all' : 'own', caller.subject];
}
