import { z } from 'zod';

/** Every refusal of the orchestrator's REST routes, in the shape that callers of the older control panel read. */
export const agentErrorBody = z.strictObject({
  error: z.strictObject({
    /** `AGENT_NOT_FOUND`, `INVALID_PARAMETERS`, … */
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()),
    request_id: z.string(),
    /** Whether the same request may go well later. */
    retryable: z.boolean().default(false),
  }),
});

export type AgentErrorBody = z.output<typeof agentErrorBody>;
