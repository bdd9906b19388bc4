import { z } from 'zod';
import { agentStatus } from './agent.js';
import { capability, errorCode, facts, identifier, instant } from './parts.js';

/** Which attempt is meant; without it, the one that the agent has in hand. */
const attemptToken = z.uuid().optional();
const progressStatus = z.enum(['pending', 'running', 'completed', 'failed']);

/** What a client of the WebSocket port may send, as Socket.IO event or as `{type, payload}`. */
export const clientEvents = {
  /** An agent takes up work. Tasks that it does not name are given to another. */
  'agent:register': z.strictObject({
    agentId: identifier,
    agentType: identifier.optional(),
    capabilities: z.array(capability).min(1).max(20).optional(),
    running: z
      .array(z.strictObject({ taskId: z.uuid(), attemptToken: z.uuid() }))
      .max(100)
      .default([]),
    metadata: facts.default({}),
  }),
  heartbeat: z.strictObject({
    status: z.enum(['active', 'busy', 'error']).default('active'),
    current_tasks: z.array(z.uuid()).max(100).default([]),
    timestamp: instant.optional(),
  }),
  /** Clients of the older control panel send all that it told of progress; the rows know the rest better. */
  'progress:update': z.strictObject({
    taskId: z.uuid(),
    attemptToken,
    progress: z.number().min(0).max(1),
    message: z.string().max(500).optional(),
    pipelineId: z.uuid().nullable().optional(),
    stage: z.int().nullable().optional(),
    status: progressStatus.optional(),
  }),
  'task:complete': z.strictObject({ taskId: z.uuid(), attemptToken, result: z.unknown() }),
  'task:failed': z.strictObject({
    taskId: z.uuid(),
    attemptToken,
    error: z.string().min(1).max(1_000),
    errorCode: errorCode.optional(),
    retryable: z.boolean().default(true),
  }),
  /** `task:<id>`, `agent:<id>`, `pipeline:<id>`, or `agents`: every agent's coming and going. */
  subscribe: z.strictObject({ rooms: z.array(z.string().max(150)).min(1).max(50) }),
  unsubscribe: z.strictObject({ rooms: z.array(z.string().max(150)).min(1).max(50) }),
} as const satisfies Record<string, z.ZodType>;

const pipelineNews = z.strictObject({ pipelineId: z.uuid(), status: z.string() });
const stageNews = z.strictObject({ pipelineId: z.uuid(), stage: z.int(), status: z.string() });

/** What the server sends. */
export const serverEvents = {
  connected: z.strictObject({ subject: z.string(), agentId: z.string().nullable(), expiresAt: instant.nullable() }),
  /** To the agent that has taken up work, and to who watches `agents` when one is added over REST. */
  'agent:registered': z.strictObject({
    agentId: z.string(),
    heartbeatSeconds: z.number(),
    leaseSeconds: z.number(),
    /** Of what it said that it is running, what is no longer its own. */
    abandoned: z.array(z.uuid()),
  }),
  'agent:status': z.strictObject({ agentId: z.string(), status: agentStatus }),
  'task:delegate': z.strictObject({
    taskId: z.uuid(),
    agentId: z.string(),
    taskType: z.string(),
    parameters: facts,
    deadline: instant.optional(),
    attempt: z.int(),
    attemptToken: z.uuid(),
    leaseSeconds: z.number(),
    pipelineId: z.uuid().optional(),
    stage: z.int().optional(),
  }),
  'task:cancelled': z.strictObject({ taskId: z.uuid() }),
  'task:status': z.strictObject({
    taskId: z.uuid(),
    pipelineId: z.uuid().nullable(),
    stage: z.int().nullable(),
    status: z.string(),
    agentId: z.string().nullable(),
  }),
  'progress:update': z.strictObject({
    taskId: z.uuid(),
    pipelineId: z.uuid().nullable(),
    stage: z.int().nullable(),
    progress: z.number(),
    status: progressStatus,
    message: z.string().optional(),
  }),
  'pipeline:status': pipelineNews,
  'pipeline:stage': stageNews,
  /** The same under the names by which clients of the older control panel listen. */
  'pipeline:created': pipelineNews,
  'pipeline:completed': pipelineNews,
  'pipeline:failed': pipelineNews,
  'pipeline:stage_started': stageNews,
  'pipeline:stage_completed': stageNews,
  heartbeat_ack: z.strictObject({ timestamp: instant.nullable(), server_time: instant }),
  /** The last word before the connection is closed. Socket.IO keeps `disconnecting` for itself. */
  'connection:closing': z.strictObject({ code: z.string(), message: z.string() }),
} as const satisfies Record<string, z.ZodType>;

/** The answer to an event that asks for one: Socket.IO's acknowledgement. */
export const socketAnswer = z.union([
  z.strictObject({ ok: z.literal(true), data: facts.optional() }),
  z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      /** Set when too much was asked for. */
      retryAfterSeconds: z.int().optional(),
    }),
  }),
]);

export type ClientEvent = keyof typeof clientEvents;
export type ClientPayload<E extends ClientEvent> = z.output<(typeof clientEvents)[E]>;
export type ServerEvent = keyof typeof serverEvents;
export type ServerPayload<E extends ServerEvent> = z.output<(typeof serverEvents)[E]>;
export type SocketAnswer = z.output<typeof socketAnswer>;
