import { z } from 'zod';
import { capability, errorCode, facts, identifier, instant, pagination } from './parts.js';

/** `pending` waits for other tasks, `queued` for an agent; `failed` has no try left, `timeout` has passed its deadline. */
export const taskStatus = z.enum([
  'pending',
  'queued',
  'assigned',
  'running',
  'completed',
  'failed',
  'cancelled',
  'timeout',
]);

/** In years of four digits, however it is rounded, as RFC 3339 §5.6 wants when it is told again. */
const deadline = instant.refine(
  (text) => Date.parse(text) >= 0 && Date.parse(text) < Date.UTC(9999, 0),
  'must lie between the years 1970 and 9998',
);
const priority = z.int().min(1).max(10);

/** How long to wait between tries: the same each time, longer by as much, or twice as long; and after which failures. */
const retryPolicy = z.strictObject({
  strategy: z.enum(['fixed', 'linear', 'exponential']).default('exponential'),
  delay_seconds: z.number().min(0.1).max(3_600).default(1),
  delay_seconds_max: z.number().min(0.1).max(86_400).default(60),
  /** Codes of the failures after which another try may help; without it, all that the agent calls retryable. */
  retryable_errors: z.array(errorCode).min(1).max(50).optional(),
});

/** `POST /api/v1/tasks` */
export const createTask = z.strictObject({
  pipeline_id: z.uuid().optional(),
  stage: z.int32().min(1).optional(),
  task_type: capability,
  parameters: facts.default({}),
  /** 10 goes first. */
  priority: priority.default(5),
  deadline: deadline.optional(),
  /** Tasks that must be completed before. */
  dependencies: z.array(z.uuid()).max(50).default([]),
  max_retries: z.int().min(0).max(10).default(3),
  retry: retryPolicy.optional(),
  /** The same key from the same caller is the same task. */
  idempotency_key: z.string().min(1).max(200).optional(),
});

export const createdTask = z.strictObject({ task_id: z.uuid(), status: taskStatus, created_at: instant });

/** A sentence without a person's data. */
const failure = z.string().min(1).max(1_000);

/**
 * `PUT /api/v1/tasks/{task_id}`: what may change while nobody works on it, or else the status to bring it to, in the words
 * of the older control panel, where `retry` is one.
 */
export const updateTask = z
  .strictObject({
    parameters: facts,
    priority,
    deadline: deadline.nullable(),
    status: z.enum([...taskStatus.options, 'retry']),
    result: z.unknown(),
    error: failure,
  })
  .partial()
  .refine(
    ({ status, parameters, priority: urgency, deadline: end }) =>
      (status === undefined) !== [parameters, urgency, end].every((change) => change === undefined),
    'must hold either a status, with a result or an error, or other changes',
  );

/** A task as those see it who may read it. */
export const agentTask = z.strictObject({
  task_id: z.uuid(),
  pipeline_id: z.uuid().nullable(),
  stage: z.int().nullable(),
  task_type: z.string(),
  status: taskStatus,
  assigned_agent_id: z.string().nullable(),
  parameters: facts,
  result: z.unknown(),
  error: z.string().nullable(),
  /** From 0 to 1. */
  progress: z.number(),
  retry_count: z.int(),
  max_retries: z.int(),
  priority: z.int(),
  deadline: instant.nullable(),
  dependencies: z.array(z.uuid()),
  created_by: z.string(),
  created_at: instant,
  updated_at: instant,
  started_at: instant.nullable(),
  completed_at: instant.nullable(),
});

/** `GET /api/v1/tasks` */
export const taskQuery = z.strictObject({
  status: taskStatus.optional(),
  agent_id: identifier.optional(),
  pipeline_id: z.uuid().optional(),
  stage: z.coerce.number().pipe(z.int32().min(1)).optional(),
  task_type: capability.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});

export const taskList = z.strictObject({ tasks: z.array(agentTask), pagination });

/** `POST /api/v1/tasks/{task_id}/delegate` */
export const delegateTask = z.strictObject({ agent_id: identifier, priority: priority.optional() });

export const delegatedTask = z.strictObject({
  task_id: z.uuid(),
  agent_id: z.string(),
  status: z.literal('assigned'),
  assigned_at: instant,
  /** The deadline of the task, if it has one. */
  estimated_completion: instant.nullable(),
});

/** `POST /api/v1/tasks/{task_id}/complete` */
export const completeTask = z.strictObject({
  /** Came with the assignment; the result of an attempt that has been given up is refused. Without it, the one in hand. */
  attempt_token: z.uuid().optional(),
  result: z.unknown(),
  metadata: facts.default({}),
});

/** `POST /api/v1/tasks/{task_id}/fail` */
export const failTask = z.strictObject({
  attempt_token: z.uuid().optional(),
  error: failure,
  error_code: errorCode.optional(),
  retryable: z.boolean().default(true),
});

export const endedTask = z.strictObject({
  task_id: z.uuid(),
  status: taskStatus,
  completed_at: instant.nullable(),
});

export type TaskStatus = z.output<typeof taskStatus>;
export type AgentTask = z.output<typeof agentTask>;
export type CreateTask = z.output<typeof createTask>;
export type UpdateTask = z.output<typeof updateTask>;
export type TaskQuery = z.output<typeof taskQuery>;
export type DelegateTask = z.output<typeof delegateTask>;
export type CompleteTask = z.output<typeof completeTask>;
export type RetryPolicy = z.output<typeof retryPolicy>;
export type FailTask = z.output<typeof failTask>;
