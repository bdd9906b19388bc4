import { z } from 'zod';
import { line } from '../line.js';
import { capability, facts, instant, pagination } from './parts.js';

export const pipelineStatus = z.enum(['created', 'running', 'completed', 'failed', 'cancelled']);
const executionMode = z.enum(['automatic', 'manual']);
const stageStatus = z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']);

const stageDefinition = z.strictObject({
  name: line(1, 100),
  /** The capability that does it. */
  task_type: capability,
  /** Numbers of the stages that must be completed before; the stages before it must be named before it. */
  dependencies: z.array(z.int().min(1)).max(20).default([]),
});

/** `POST /api/v1/pipelines`; stages of one's own, or those of a template. */
export const createPipeline = z.strictObject({
  name: line(1, 200),
  description: z.string().max(2_000).optional(),
  template: z.string().max(50).optional(),
  stages: z.array(stageDefinition).min(1).max(20).optional(),
  execution_mode: executionMode.default('automatic'),
  input_data: facts.default({}),
  metadata: facts.default({}),
  tags: z.array(z.string().min(1).max(50)).max(20).default([]),
});

export const createdPipeline = z.strictObject({
  pipeline_id: z.uuid(),
  status: pipelineStatus,
  created_at: instant,
  /** Seconds, from what stages of these kinds took lately; null where nothing is known. */
  estimated_duration: z.number().nullable(),
});

const pipelineStage = z.strictObject({
  stage: z.int(),
  name: z.string(),
  task_type: z.string(),
  status: stageStatus,
  tasks: z.array(z.uuid()),
  dependencies: z.array(z.int()),
  /** From 0 to 1. */
  progress: z.number(),
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
});

export const pipeline = z.strictObject({
  pipeline_id: z.uuid(),
  name: z.string(),
  description: z.string().nullable(),
  template: z.string().nullable(),
  execution_mode: executionMode,
  status: pipelineStatus,
  stages: z.array(pipelineStage),
  input_data: facts,
  output_data: z.unknown(),
  metadata: facts,
  tags: z.array(z.string()),
  created_by: z.string(),
  created_at: instant,
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
});

/** `GET /api/v1/pipelines` */
export const pipelineQuery = z.strictObject({
  status: pipelineStatus.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

/** Without what goes in and comes out, which may be a person's data. */
export const pipelineList = z.strictObject({
  pipelines: z.array(pipeline.omit({ input_data: true, output_data: true })),
  pagination,
});

/** `POST /api/v1/pipelines/{pipeline_id}/stages/{stage}/execute` */
export const executeStage = z.strictObject({ parameters: facts.default({}) }).prefault({});

export const executedStage = z.strictObject({
  stage: z.int(),
  status: stageStatus,
  task_id: z.uuid(),
  started_at: instant,
});

export const pipelineProgress = z.strictObject({
  pipeline_id: z.uuid(),
  status: pipelineStatus,
  /** From 0 to 1. */
  progress: z.number(),
  /** The lowest stage that is running, or is next. */
  current_stage: z.int().nullable(),
  stages: z.array(pipelineStage),
});

export const cancelledPipeline = z.strictObject({ pipeline_id: z.uuid(), status: pipelineStatus });

export type Pipeline = z.output<typeof pipeline>;
export type PipelineStage = z.output<typeof pipelineStage>;
export type PipelineStatus = z.output<typeof pipelineStatus>;
export type CreatePipeline = z.output<typeof createPipeline>;
export type PipelineQuery = z.output<typeof pipelineQuery>;
export type PipelineList = z.output<typeof pipelineList>;
export type ExecuteStage = z.output<typeof executeStage>;
