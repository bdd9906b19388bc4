import { fields, processVariables, proxyVariables, tokenVariables } from '@caregate/kit-config';
import { z } from 'zod';

const perMinute = (count: number) => fields.count(count, { min: 1, max: 10_000_000 });

const variables = z.object({
  CAREGATE_PROFILE: fields.profile(),
  HOST: fields.host('127.0.0.1').describe('Address to listen on'),
  PORT: fields.port(8090).describe('Port of the REST routes'),
  WS_PORT: fields.port(8081).describe('Port of Socket.IO and of plain WebSockets'),
  PUBLIC_URL: fields.url().describe('Address of the REST routes for clients; tokens must be issued for it'),
  PUBLIC_WS_URL: fields
    .url({ protocols: ['http', 'https', 'ws', 'wss'] })
    .optional()
    .describe('Address of the WebSocket port for clients, told by discovery'),
  ...tokenVariables,
  TOKEN_URL: fields.url().optional().describe('Token endpoint behind API keys; the one beside JWKS_URL without it'),
  DATABASE_URL: fields.databaseUrl().describe('PostgreSQL, as the role caregate_orchestrator'),
  DATABASE_POOL: fields.count(12, { min: 4, max: 100 }).describe('Connections to the database at most'),
  REDIS_URL: fields
    .redisUrl()
    .optional()
    .describe('Redis for tickets, sockets and wake-ups between processes; PostgreSQL serves without it'),
  ALLOWED_ORIGINS: fields.origins().describe('Browser origins that may open WebSockets, besides PUBLIC_URL itself'),
  HEARTBEAT_SECONDS: fields
    .seconds(10, { min: 1, max: 300 })
    .describe('How often agents report; after three times this they are inactive'),
  LEASE_SECONDS: fields
    .seconds(30, { min: 2, max: 3_600 })
    .describe('A task whose agent does not report for this long is given to another'),
  ACK_SECONDS: fields.seconds(5, { min: 1, max: 60 }).describe('How long an agent may take to acknowledge a task'),
  SWEEP_SECONDS: fields
    .seconds(2, { min: 1, max: 60 })
    .describe('How often leases, deadlines and tickets are looked at, at least twice in HEARTBEAT_SECONDS'),
  REQUESTS_PER_MINUTE: perMinute(60_000).describe(
    'Requests a minute of one user or agent over REST, and four times as many of one address',
  ),
  TASKS_PER_MINUTE: perMinute(30_000).describe('Tasks and stages a minute that one user or agent may create or start'),
  REGISTRATIONS_PER_MINUTE: perMinute(3_000).describe('Agents and pipelines a minute that one user may add'),
  EVENTS_PER_MINUTE: perMinute(6_000).describe('Events a minute of one user or agent over WebSockets'),
  CONNECTIONS_PER_MINUTE: perMinute(6_000).describe('WebSockets a minute that one address may open'),
  ...proxyVariables,
  ...processVariables,
});

/** Everything that this app reads from its environment. */
export const orchestratorConfig = variables.refine(
  ({ HEARTBEAT_SECONDS: heartbeat, LEASE_SECONDS: lease }) => lease >= 2 * heartbeat,
  {
    path: ['LEASE_SECONDS'],
    message: 'must be at least twice HEARTBEAT_SECONDS, or agents lose tasks that they are at work on',
  },
);

export type OrchestratorConfig = z.output<typeof orchestratorConfig>;
