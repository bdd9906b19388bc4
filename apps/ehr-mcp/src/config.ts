import { fields } from '@caregate/kit-config';
import { z } from 'zod';

/** Everything that this app reads from its environment. */
export const ehrConfig = z.object({
  CAREGATE_PROFILE: fields.profile(),
  HOST: fields.host('127.0.0.1').describe('Address to listen on'),
  PORT: fields.port(7777).describe('Port of Streamable HTTP and WebSocket'),
  PUBLIC_URL: fields
    .url()
    .describe('Address under which clients reach this server; /mcp below it is the OAuth resource'),
  ISSUER: fields.url().describe('Issuer of the tokens that are accepted'),
  JWKS_URL: fields.url().describe('Where the issuer publishes its keys'),
  TOKEN_URL: fields.url().describe('Token endpoint behind the tool `authenticate`'),
  DATABASE_URL: fields.databaseUrl().describe('PostgreSQL, as the role caregate_ehr'),
  DATABASE_POOL: fields.count(12, { min: 2, max: 100 }).describe('Connections to the database at most'),
  READ_REPLICA_URLS: fields.list().describe('Read replicas, separated by commas'),
  REDIS_URL: fields
    .redisUrl()
    .optional()
    .describe('Redis for wake-ups between processes; PostgreSQL serves without it'),
  ALLOWED_ORIGINS: fields.list().describe('Browser origins that may call, besides PUBLIC_URL itself'),
  TRUSTED_PROXIES: fields
    .list(['127.0.0.1/32', '::1/128'])
    .describe('Networks whose X-Forwarded-* headers are believed'),
  CLINIC_TIME_ZONE: z
    .string()
    .default('America/New_York')
    .refine(isTimeZone, 'must be an IANA time zone such as America/New_York')
    .describe('Time zone in which appointments are booked and shown'),
  CLINIC_HOURS: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, 'must look like 08:00-17:00')
    .default('08:00-17:00')
    .describe('When the clinic is open, on its own clock'),
  CONFIRM_WRITES: z
    .enum(['people', 'always', 'never'])
    .default('people')
    .describe(
      'Whose bookings, cancellations and prescriptions need a confirmation: those of people and their agents, all, none',
    ),
  READ_ONLY: fields.flag(false).describe('Offer only the tools that change nothing'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least level that is logged'),
  CAREGATE_EXIT_WITH_PARENT: fields.flag(false).describe('End when the process that started this one ends'),
});

export type EhrConfig = z.output<typeof ehrConfig>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
