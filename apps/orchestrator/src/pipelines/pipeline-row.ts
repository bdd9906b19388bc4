import type { Pipeline, PipelineStage } from '@caregate/core-contracts';
import { textOf } from '../tasks/task-row.js';

export interface PipelineRow {
  readonly pipeline_id: string;
  readonly name: string;
  readonly description: string | null;
  readonly template: string | null;
  readonly execution_mode: Pipeline['execution_mode'];
  readonly status: Pipeline['status'];
  readonly input_data: Record<string, unknown>;
  readonly output_data: unknown;
  readonly metadata: Record<string, unknown>;
  readonly tags: string[];
  readonly created_by: string;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
}

export interface StageRow {
  readonly pipeline_id: string;
  readonly stage: number;
  readonly name: string;
  readonly task_type: string;
  readonly dependencies: number[];
  readonly pending_dependencies: number;
  readonly status: PipelineStage['status'];
  readonly task_id: string | null;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
  readonly progress?: number | null;
}

export function stageOf(row: StageRow): PipelineStage {
  const { stage, name, task_type, status, task_id, dependencies } = row;
  return {
    stage,
    name,
    task_type,
    status,
    tasks: task_id === null ? [] : [task_id],
    dependencies,
    progress: status === 'completed' ? 1 : (row.progress ?? 0),
    started_at: textOf(row.started_at),
    completed_at: textOf(row.completed_at),
  };
}

export function pipelineOf(row: PipelineRow, stages: readonly StageRow[]): Pipeline {
  const { pipeline_id, name, description, template, execution_mode, status, input_data, output_data } = row;
  const { metadata, tags, created_by } = row;
  return {
    pipeline_id,
    name,
    description,
    template,
    execution_mode,
    status,
    stages: stages.map(stageOf),
    input_data,
    output_data,
    metadata,
    tags,
    created_by,
    created_at: row.created_at.toISOString(),
    started_at: textOf(row.started_at),
    completed_at: textOf(row.completed_at),
  };
}
