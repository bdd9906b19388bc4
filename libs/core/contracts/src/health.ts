import { z } from 'zod';

/** `degraded` still serves; it lacks a part that it can do without, or one that is not well itself. */
export const healthStatus = z.enum(['healthy', 'degraded', 'unhealthy']);

/** `GET /health` and `GET /ready` of every app. */
export const health = z.strictObject({
  status: healthStatus,
  service: z.string(),
  version: z.string(),
  /** What a client of an older server looks for. */
  transport: z.string().optional(),
  uptimeSeconds: z.number(),
  checks: z.record(z.string(), z.strictObject({ status: healthStatus, detail: z.string().optional() })),
});

export type HealthStatus = z.output<typeof healthStatus>;
export type Health = z.output<typeof health>;
