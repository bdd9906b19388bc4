import type { PipelineQuery } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { DataSource } from 'typeorm';
import { isRegisteredAgent, may } from '../access/rights.js';
import { groupBy } from '../group-by.js';
import type { PipelineRow, StageRow } from './pipeline-row.js';

export interface FoundPipeline {
  readonly pipeline: PipelineRow;
  readonly stages: readonly StageRow[];
}

/** People see their own, managers everything, an agent those in which it has work. */
const VISIBLE = `($1 = 'all' or ($1 = 'own' and p.created_by = $2) or ($1 = 'agent' and exists (
  select from orchestrator.task t where t.pipeline_id = p.pipeline_id and t.assigned_agent_id = $2)))`;

export class PipelinesRepository {
  constructor(private readonly dataSource: DataSource) {}

  async get(caller: Caller, pipelineId: string): Promise<FoundPipeline> {
    const [pipeline] = await this.dataSource.query<PipelineRow[]>(
      `select p.* from orchestrator.pipeline p where ${VISIBLE} and p.pipeline_id = $3`,
      [...sightOf(caller), pipelineId],
    );
    if (pipeline === undefined) throw new DomainError('pipeline.not_found');
    return { pipeline, stages: await this.stagesOf([pipelineId]) };
  }

  async list(
    caller: Caller,
    { status, limit, offset }: PipelineQuery,
  ): Promise<{ found: FoundPipeline[]; total: number }> {
    const where = `${VISIBLE} and ($3::text is null or p.status = $3)`;
    const values = [...sightOf(caller), status ?? null];
    const [counted] = await this.dataSource.query<{ total: number }[]>(
      `select count(*) as total from orchestrator.pipeline p where ${where}`,
      values,
    );
    const pipelines = await this.dataSource.query<PipelineRow[]>(
      `select p.* from orchestrator.pipeline p where ${where} order by p.created_at desc, p.pipeline_id limit $4 offset $5`,
      [...values, limit, offset],
    );
    const stages = groupBy(
      await this.stagesOf(pipelines.map(({ pipeline_id }) => pipeline_id)),
      ({ pipeline_id }) => pipeline_id,
    );
    const found = pipelines.map((pipeline) => ({ pipeline, stages: stages.get(pipeline.pipeline_id) ?? [] }));
    return { found, total: counted?.total ?? 0 };
  }

  /** What tasks of these kinds took in the last week, one after the other; null if one of them is new to us. */
  async usualSeconds(taskTypes: readonly string[]): Promise<number | null> {
    const rows = await this.dataSource.query<{ task_type: string; seconds: number }[]>(
      `select task_type, extract(epoch from avg(completed_at - started_at))::float8 as seconds from orchestrator.task
        where task_type = any($1) and status = 'completed' and created_at > now() - interval '7 days' group by 1`,
      [taskTypes],
    );
    const usual = new Map(rows.map(({ task_type, seconds }) => [task_type, seconds]));
    if (taskTypes.some((type) => !usual.has(type))) return null;
    return taskTypes.reduce((sum, type) => sum + (usual.get(type) ?? 0), 0);
  }

  private stagesOf(pipelineIds: readonly string[]): Promise<StageRow[]> {
    return this.dataSource.query<StageRow[]>(
      `select s.*, t.progress from orchestrator.pipeline_stage s left join orchestrator.task t using (task_id)
        where s.pipeline_id = any($1) order by s.pipeline_id, s.stage`,
      [pipelineIds],
    );
  }
}

function sightOf(caller: Caller): ['all' | 'agent' | 'own', string] {
  if (isRegisteredAgent(caller)) return ['agent', caller.subject];
  return [may(caller, 'pipeline:manage') ? 'all' : 'own', caller.subject];
}
