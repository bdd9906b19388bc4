import { z } from 'zod';
import { fields } from './fields.js';

/** Of every app that asks for tokens; spread into its schema, as those below. */
export const tokenVariables = {
  ISSUER: fields.url().describe('Issuer of the tokens that are accepted'),
  JWKS_URL: fields.url().describe('Where the issuer publishes its keys'),
};

/** Of every app whose processes tell each other what has changed. */
export const messagingVariables = {
  REDIS_URL: fields
    .redisUrl()
    .optional()
    .describe('Redis for wake-ups between processes; PostgreSQL serves without it'),
};

/** Of every app behind an edge. */
export const proxyVariables = {
  TRUSTED_PROXIES: fields
    .networks(['127.0.0.1/32', '::1/128'])
    .describe('Networks whose X-Forwarded-* headers are believed'),
  STOP_DELAY_SECONDS: fields
    .seconds(0, { min: 0, max: 60 })
    .describe('How long requests are still answered after SIGTERM, while /ready says no, so that proxies notice'),
};

/** Of every MCP server that listens. */
export const rateVariables = {
  RATE_LIMIT_PER_MINUTE: fields
    .count(6_000, { min: 0, max: 100_000_000 })
    .describe('Requests of one client in a minute at most, over HTTP and WebSocket together; 0 for no limit'),
  RATE_LIMIT_STRANGERS_PER_MINUTE: fields
    .count(600, { min: 1, max: 100_000_000 })
    .describe('The same for those who have shown no good token, by address'),
};

/** Of every MCP server that runs as the child of its client. */
export const stdioVariables = {
  CAREGATE_ACCESS_TOKEN: z.string().optional().describe('Token of the person or client for whom this process acts'),
};

/** Of every process. */
export const processVariables = {
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least level that is logged'),
  CAREGATE_EXIT_WITH_PARENT: fields.flag(false).describe('End when the process that started this one ends'),
};

/** Of a service that refuses clinicians the record of a patient. */
export const emergencyVariables = {
  BREAK_GLASS_URL: fields
    .url()
    .optional()
    .describe('Page on which clinicians open a record in an emergency; who may is told it when refused'),
};
