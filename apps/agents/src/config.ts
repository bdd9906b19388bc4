import { fields, processVariables } from '@caregate/kit-config';
import { z } from 'zod';

/** Everything that the bias detector reads from its environment. */
export const biasDetectorConfig = z.object({
  CAREGATE_PROFILE: fields.profile(),
  HOST: fields.host('127.0.0.1').describe('Address to listen on'),
  PORT: fields.port(8092).describe('Port of /health, /ready and /metrics'),
  ORCHESTRATOR_URL: fields.url().describe('Address of the REST routes of the orchestrator'),
  ORCHESTRATOR_WS_URL: fields.url().describe('Address of its WebSocket port'),
  AGENT_ID: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]{0,99}$/u)
    .default('bias-detector-1')
    .describe('Id under which it is registered; one for each running copy'),
  AGENT_TOKEN_STORE: z
    .string()
    .optional()
    .describe('File that holds the token of the registration; written at the first start, mode 0600'),
  AGENT_TOKEN: fields
    .secret({ bytesMin: 32 })
    .optional()
    .describe('Token of the registration, where somebody else registered the agent'),
  TOKEN_URL: fields.url().optional().describe('Token endpoint, for registering itself'),
  CLIENT_ID: z.string().optional().describe('Client that may register agents (role worker or supervisor)'),
  CLIENT_SECRET: fields.secret({ bytesMin: 16 }).optional().describe('Its secret'),
  CONCURRENCY: fields.count(4, { min: 1, max: 10 }).describe('Tasks at once'),
  ...processVariables,
});

export type BiasDetectorConfig = z.output<typeof biasDetectorConfig>;
