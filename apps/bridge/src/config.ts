import {
  fields,
  jsonText,
  messagingVariables,
  processVariables,
  proxyVariables,
  tokenVariables,
} from '@caregate/kit-config';
import { z } from 'zod';
import { proxiedServers } from './proxied/proxied-server.config.js';

const MEBIBYTE = 1024 * 1024;

const variables = z.object({
  CAREGATE_PROFILE: fields.profile(),
  HOST: fields.host('127.0.0.1').describe('Address to listen on'),
  PORT: fields.port(3000).describe('Port of Streamable HTTP'),
  PUBLIC_URL: fields
    .url()
    .describe('Address under which clients reach this server; <name>/mcp below it is the OAuth resource of a server'),
  ...tokenVariables,
  DATABASE_URL: fields.databaseUrl().describe('PostgreSQL, as the role caregate_bridge'),
  DATABASE_POOL: fields.count(4, { min: 2, max: 100 }).describe('Connections to the database at most'),
  ...messagingVariables,
  SERVERS: jsonText(proxiedServers).describe('Stdio servers behind this gateway, as JSON'),
  SESSIONS_MAX: fields.count(50, { min: 1, max: 10_000 }).describe('Sessions, and so processes, at most'),
  SESSIONS_PER_CALLER_MAX: fields.count(5, { min: 1, max: 1_000 }).describe('Sessions of one caller at most'),
  SESSION_IDLE_SECONDS: fields
    .seconds(300, { min: 1, max: 86_400 })
    .describe('After how long without a message a session is ended'),
  REQUEST_SECONDS: fields
    .seconds(300, { min: 1, max: 3_600 })
    .describe('After how long a request that a server does not answer is given up'),
  REQUESTS_MAX: fields.count(32, { min: 1, max: 1_000 }).describe('Unanswered requests of one session at most'),
  MESSAGE_BYTES_MAX: fields
    .count(4 * MEBIBYTE, { min: 1_024, max: 64 * MEBIBYTE })
    .describe('Size of one message at most, either way'),
  ALLOWED_ORIGINS: fields.origins().describe('Browser origins that may call, besides PUBLIC_URL itself'),
  ...proxyVariables,
  ...processVariables,
});

const ours = new Set(Object.keys(variables.shape));

/** Everything that the gateway reads from its environment, besides what `secrets` of a server names. */
export const bridgeConfig = variables.refine(
  ({ SERVERS }) => SERVERS.every(({ secrets }) => secrets.every((name) => !ours.has(name))),
  { path: ['SERVERS'], error: 'must not hand a variable of the bridge itself to a server' },
);

export type BridgeConfig = z.output<typeof bridgeConfig>;
