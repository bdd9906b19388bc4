import type { CreatePipeline, ExecuteStage, PipelineQuery } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { demand } from '../access/rights.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Work } from '../work/work.js';
import type { Works } from '../work/works.js';
import { lockPipeline, type PipelineChanges } from './pipeline-changes.js';
import { pipelineNews } from './pipeline-news.js';
import { pipelineOf, stageOf, type PipelineRow, type StageRow } from './pipeline-row.js';
import { defaultTemplate, stagesOfTemplate, type StageDefinition } from './pipeline-templates.js';
import type { PipelinesRepository } from './pipelines.repository.js';

export class PipelinesService {
  constructor(
    private readonly works: Works,
    private readonly pipelines: PipelinesRepository,
    private readonly changes: PipelineChanges,
  ) {}

  async create(caller: Caller, request: CreatePipeline) {
    const template = request.stages === undefined ? (request.template ?? defaultTemplate) : null;
    const stages = request.stages ?? stagesOfTemplate(template ?? '');
    if (stages === undefined) throw new DomainError('pipeline.template.unknown');
    if (!comeAfterTheirDependencies(stages)) throw new DomainError('pipeline.stages.invalid');
    const row = await this.works.run((work) => insert(work, caller, { ...request, template, stages }));
    const estimate = await this.pipelines.usualSeconds(stages.map(({ task_type }) => task_type));
    return {
      pipeline_id: row.pipeline_id,
      status: row.status,
      created_at: row.created_at.toISOString(),
      estimated_duration: estimate,
    };
  }

  async get(caller: Caller, pipelineId: string) {
    const { pipeline, stages } = await this.pipelines.get(caller, pipelineId);
    return pipelineOf(pipeline, stages);
  }

  async list(caller: Caller, query: PipelineQuery) {
    const { found, total } = await this.pipelines.list(caller, query);
    const { limit, offset } = query;
    const pipelines = found.map(({ pipeline, stages }) => {
      const { input_data: _input, output_data: _output, ...rest } = pipelineOf(pipeline, stages);
      return rest;
    });
    return { pipelines, pagination: { total, limit, offset, has_more: offset + found.length < total } };
  }

  async execute(caller: Caller, pipelineId: string, stage: number, { parameters }: ExecuteStage) {
    await this.pipelines.get(caller, pipelineId);
    const started = await this.works.run(async (work) => {
      const pipeline = await this.mine(work, caller, pipelineId);
      const row = await work.row<StageRow>(
        'select * from orchestrator.pipeline_stage where pipeline_id = $1 and stage = $2 for update',
        [pipelineId, stage],
      );
      if (row === undefined) throw new DomainError('pipeline.stage.not_found');
      const open = pipeline.status === 'created' || pipeline.status === 'running';
      if (!open || row.status !== 'pending' || row.pending_dependencies > 0)
        throw new DomainError('pipeline.stage.out_of_order');
      await begin(work, pipeline);
      return this.changes.startStage(work, pipeline, row, parameters);
    });
    const { task, startedAt } = started;
    return { stage, status: 'running' as const, task_id: task.task_id, started_at: startedAt.toISOString() };
  }

  async progress(caller: Caller, pipelineId: string) {
    const { pipeline, stages } = await this.pipelines.get(caller, pipelineId);
    const told = stages.map(stageOf);
    const done = told.reduce((sum, { progress }) => sum + progress, 0);
    const current = told.find(({ status }) => status === 'running') ?? told.find(({ status }) => status === 'pending');
    return {
      pipeline_id: pipelineId,
      status: pipeline.status,
      progress: told.length === 0 ? 0 : Math.round((done / told.length) * 1000) / 1000,
      current_stage: current?.stage ?? null,
      stages: told,
    };
  }

  async cancel(caller: Caller, pipelineId: string) {
    await this.pipelines.get(caller, pipelineId);
    await this.works.run(async (work) => {
      const pipeline = await this.mine(work, caller, pipelineId);
      if (pipeline.status !== 'created' && pipeline.status !== 'running')
        throw new DomainError('pipeline.transition.refused');
      await this.changes.endPipeline(work, pipeline, 'cancelled');
    });
    return { pipeline_id: pipelineId, status: 'cancelled' as const };
  }

  private async mine(work: Work, caller: Caller, pipelineId: string): Promise<PipelineRow> {
    const pipeline = await lockPipeline(work, pipelineId);
    if (pipeline === undefined) throw new DomainError('pipeline.not_found');
    const own = pipeline.created_by === caller.subject;
    demand(caller, own, { own: 'pipeline:create', any: 'pipeline:manage' });
    return pipeline;
  }
}

type Definition = Omit<CreatePipeline, 'template' | 'stages'> & {
  readonly template: string | null;
  readonly stages: readonly StageDefinition[];
};

async function insert(work: Work, caller: Caller, request: Definition): Promise<PipelineRow> {
  const [pipeline] = await work.rows<PipelineRow>(
    `with p as (
       insert into orchestrator.pipeline
         (name, description, template, execution_mode, input_data, metadata, tags, created_by)
       values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8) returning *)
     select * from p`,
    [
      request.name,
      request.description ?? null,
      request.template,
      request.execution_mode,
      JSON.stringify(request.input_data),
      JSON.stringify(request.metadata),
      request.tags,
      caller.subject,
    ],
  );
  if (pipeline === undefined) throw new DomainError('service.internal');
  for (const [index, { name, task_type, dependencies }] of request.stages.entries())
    await work.rows(
      `insert into orchestrator.pipeline_stage (pipeline_id, stage, name, task_type, dependencies, pending_dependencies)
       values ($1, $2, $3, $4, $5, $6)`,
      [pipeline.pipeline_id, index + 1, name, task_type, dependencies, new Set(dependencies).size],
    );
  const entity = { type: 'Pipeline', id: pipeline.pipeline_id } as const;
  work.entries.push(
    auditEntryOf({ event: 'pipeline.created', caller, entity, detail: { stages: request.stages.length } }),
  );
  work.news.push(...pipelineNews(pipeline, 'created'));
  return pipeline;
}

async function begin(work: Work, pipeline: PipelineRow): Promise<void> {
  const begun = await work.rows(
    `with p as (
       update orchestrator.pipeline set status = 'running', started_at = now()
        where pipeline_id = $1 and status = 'created' returning 1)
     select * from p`,
    [pipeline.pipeline_id],
  );
  if (begun.length === 0) return;
  work.news.push(...pipelineNews(pipeline, 'running'));
}

/** So that there is no circle, and always a first stage. */
function comeAfterTheirDependencies(stages: readonly StageDefinition[]): boolean {
  return stages.every(({ dependencies }, index) => dependencies.every((stage) => stage <= index));
}
