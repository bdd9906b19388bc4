import type { PipelineStatus, PipelineStage } from '@caregate/core-contracts';
import type { News } from '../work/work.js';
import type { PipelineRow } from './pipeline-row.js';

type Told = Pick<PipelineRow, 'pipeline_id' | 'created_by'>;

/** What clients of the older control panel call the states of a pipeline, as far as they have a name for them. */
const olderPipelineEvents = {
  created: 'pipeline:created',
  completed: 'pipeline:completed',
  failed: 'pipeline:failed',
} as const;
const olderStageEvents = { running: 'pipeline:stage_started', completed: 'pipeline:stage_completed' } as const;

export function pipelineNews(pipeline: Told, status: PipelineStatus): News[] {
  const payload = { pipelineId: pipeline.pipeline_id, status };
  const news: News = { rooms: roomsOf(pipeline), event: 'pipeline:status', payload };
  return isIn(olderPipelineEvents, status) ? [news, { ...news, event: olderPipelineEvents[status] }] : [news];
}

export function stageNews(pipeline: Told, stage: number, status: PipelineStage['status']): News[] {
  const payload = { pipelineId: pipeline.pipeline_id, stage, status };
  const news: News = { rooms: roomsOf(pipeline), event: 'pipeline:stage', payload };
  return isIn(olderStageEvents, status) ? [news, { ...news, event: olderStageEvents[status] }] : [news];
}

function roomsOf({ pipeline_id, created_by }: Told): string[] {
  return [`pipeline:${pipeline_id}`, `mine:${created_by}`, 'tasks'];
}

function isIn<T extends object>(names: T, status: PropertyKey): status is keyof T {
  return Object.hasOwn(names, status);
}
