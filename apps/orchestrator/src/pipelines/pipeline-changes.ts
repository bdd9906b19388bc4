import { forsake } from '../tasks/forsaken-tasks.js';
import { createTaskIn } from '../tasks/task-creation.js';
import { handsOf, taskNews, ticketOf } from '../tasks/task-news.js';
import type { TaskRow } from '../tasks/task-row.js';
import { auditEntryOf } from '../work/audit-entry.js';
import type { Work } from '../work/work.js';
import { pipelineNews, stageNews } from './pipeline-news.js';
import type { PipelineRow, StageRow } from './pipeline-row.js';

type Ended = Pick<TaskRow, 'task_id' | 'pipeline_id' | 'stage' | 'status'>;
type Ending = 'completed' | 'failed' | 'cancelled';

/** How the end of a task moves its pipeline on: in the same transaction, so that neither is ahead of the other. */
export class PipelineChanges {
  async taskEnded(work: Work, task: Ended): Promise<void> {
    const stage = await this.stageOfTask(work, task);
    if (stage === undefined || stage.status !== 'running') return;
    const pipeline = await lockPipeline(work, stage.pipeline_id);
    if (pipeline?.status !== 'running') return;
    if (task.status === 'completed') return this.stageCompleted(work, pipeline, stage);
    const ending = task.status === 'cancelled' ? 'cancelled' : 'failed';
    await endStage(work, pipeline, stage.stage, ending);
    await this.endPipeline(work, pipeline, ending);
  }

  /** Brings a pipeline back to life whose failed stage is tried once more, with the stages that it took along. */
  async taskRetried(work: Work, task: Ended): Promise<void> {
    const stage = await this.stageOfTask(work, task);
    const pipeline = stage && (await lockPipeline(work, stage.pipeline_id));
    if (stage === undefined || pipeline === undefined || pipeline.status === 'running') return;
    await work.rows(
      `with p as (
         update orchestrator.pipeline set status = 'running', completed_at = null, output_data = null
          where pipeline_id = $1 returning 1)
       select * from p`,
      [pipeline.pipeline_id],
    );
    const begun = await revive(work, stage);
    work.news.push(...pipelineNews(pipeline, 'running'), ...stageNews(pipeline, stage.stage, 'running'));
    if (pipeline.execution_mode === 'automatic') for (const each of begun) await this.startStage(work, pipeline, each);
  }

  async startStage(work: Work, pipeline: PipelineRow, stage: StageRow, parameters: Record<string, unknown> = {}) {
    const task = await createTaskIn(work, {
      task: {
        pipeline_id: pipeline.pipeline_id,
        stage: stage.stage,
        task_type: stage.task_type,
        parameters: { ...parameters, input: pipeline.input_data, stages: await resultsOf(work, pipeline) },
        priority: 5,
        dependencies: [],
        max_retries: 3,
      },
      createdBy: pipeline.created_by,
    });
    const [started] = await work.rows<StageRow>(
      `with s as (
         update orchestrator.pipeline_stage set status = 'running', task_id = $3, started_at = now()
          where pipeline_id = $1 and stage = $2 returning *)
       select * from s`,
      [pipeline.pipeline_id, stage.stage, task.task_id],
    );
    const entity = { type: 'Pipeline', id: pipeline.pipeline_id } as const;
    work.entries.push(auditEntryOf({ event: 'pipeline.started', entity, detail: { stage: stage.stage } }));
    work.news.push(...stageNews(pipeline, stage.stage, 'running'));
    return { task, startedAt: started?.started_at ?? new Date() };
  }

  async endPipeline(work: Work, pipeline: PipelineRow, status: Ending): Promise<void> {
    const { pipeline_id } = pipeline;
    await work.rows(
      `with p as (
         update orchestrator.pipeline set status = $2, completed_at = now(), output_data =
           (select t.result from orchestrator.pipeline_stage s join orchestrator.task t using (task_id)
             where s.pipeline_id = $1 and s.status = 'completed' order by s.stage desc limit 1)
          where pipeline_id = $1 returning 1),
       s as (
         update orchestrator.pipeline_stage set status = 'cancelled', completed_at = now()
          where pipeline_id = $1 and status in ('pending', 'running') returning 1)
       select 1 from p`,
      [pipeline_id, status],
    );
    await cancelTasks(work, pipeline_id);
    const event = status === 'cancelled' ? 'pipeline.cancelled' : 'pipeline.completed';
    const entity = { type: 'Pipeline', id: pipeline_id } as const;
    work.entries.push(auditEntryOf({ event, entity, detail: { status } }));
    work.news.push(...pipelineNews(pipeline, status));
  }

  private async stageCompleted(work: Work, pipeline: PipelineRow, { stage }: StageRow): Promise<void> {
    await endStage(work, pipeline, stage, 'completed');
    const ready = await work.rows<StageRow>(
      `with s as (
         update orchestrator.pipeline_stage set pending_dependencies = pending_dependencies - 1
          where pipeline_id = $1 and $2 = any(dependencies) and status = 'pending' returning *)
       select * from s where pending_dependencies = 0 order by stage`,
      [pipeline.pipeline_id, stage],
    );
    if (pipeline.execution_mode === 'automatic') for (const next of ready) await this.startStage(work, pipeline, next);
    const left = await work.row(
      `select 1 from orchestrator.pipeline_stage where pipeline_id = $1 and status <> 'completed' limit 1`,
      [pipeline.pipeline_id],
    );
    if (left === undefined) await this.endPipeline(work, pipeline, 'completed');
  }

  private async stageOfTask(work: Work, task: Ended): Promise<StageRow | undefined> {
    if (task.pipeline_id === null || task.stage === null) return undefined;
    return work.row<StageRow>('select * from orchestrator.pipeline_stage where pipeline_id = $1 and task_id = $2', [
      task.pipeline_id,
      task.task_id,
    ]);
  }
}

/** Stages that end at the same time move the pipeline one after the other. */
export function lockPipeline(work: Work, pipelineId: string): Promise<PipelineRow | undefined> {
  return work.row<PipelineRow>('select * from orchestrator.pipeline where pipeline_id = $1 for update', [pipelineId]);
}

async function endStage(work: Work, pipeline: PipelineRow, stage: number, status: Ending): Promise<void> {
  await work.rows(
    `with s as (
       update orchestrator.pipeline_stage set status = $3, completed_at = now()
        where pipeline_id = $1 and stage = $2 returning 1)
     select * from s`,
    [pipeline.pipeline_id, stage, status],
  );
  work.news.push(...stageNews(pipeline, stage, status));
}

/** The stage whose task is tried again runs; what was cancelled with it is as if it had not begun. Answers what had. */
async function revive(work: Work, { pipeline_id, stage }: StageRow): Promise<StageRow[]> {
  const begun = await work.rows<StageRow>(
    `select * from orchestrator.pipeline_stage
      where pipeline_id = $1 and stage <> $2 and status = 'cancelled' and task_id is not null order by stage`,
    [pipeline_id, stage],
  );
  await work.rows(
    `with s as (
       update orchestrator.pipeline_stage
          set completed_at = null, status = case when stage = $2 then 'running' else 'pending' end,
              task_id = case when stage = $2 then task_id end, started_at = case when stage = $2 then started_at end
        where pipeline_id = $1 and (stage = $2 or status = 'cancelled') returning 1)
     select * from s`,
    [pipeline_id, stage],
  );
  return begun;
}

/** Whoever still works on a stage of it is told to stop. */
async function cancelTasks(work: Work, pipelineId: string): Promise<void> {
  const cancelled = await work.rows<TaskRow & { before: TaskRow['status'] }>(
    `with b as (
       select task_id, status from orchestrator.task
        where pipeline_id = $1 and status in ('pending', 'queued', 'assigned', 'running') order by task_id for update),
     t as (
       update orchestrator.task as t set status = 'cancelled', completed_at = now(), lease_expires_at = null
         from b where t.task_id = b.task_id returning t.*, b.status as before)
     select * from t`,
    [pipelineId],
  );
  for (const row of cancelled) {
    if (row.before === 'queued') work.spentTickets.push(ticketOf(row));
    const entity = { type: 'Task', id: row.task_id } as const;
    work.entries.push(auditEntryOf({ event: 'task.cancelled', entity }));
    work.news.push(taskNews(row));
    if (row.assigned_agent_id !== null)
      work.news.push({
        rooms: [handsOf(row.assigned_agent_id)],
        event: 'task:cancelled',
        payload: { taskId: row.task_id },
      });
  }
  await forsake(
    work,
    cancelled.map(({ task_id }) => task_id),
  );
}

/** What the stages before it found, by their names. */
async function resultsOf(work: Work, { pipeline_id }: PipelineRow): Promise<Record<string, unknown>> {
  const rows = await work.rows<{ name: string; result: unknown }>(
    `select s.name, t.result from orchestrator.pipeline_stage s join orchestrator.task t using (task_id)
      where s.pipeline_id = $1 and s.status = 'completed'`,
    [pipeline_id],
  );
  return Object.fromEntries(rows.map(({ name, result }) => [name, result]));
}
