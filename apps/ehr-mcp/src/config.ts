import {
  fields,
  messagingVariables,
  processVariables,
  proxyVariables,
  rateVariables,
  tokenVariables,
  emergencyVariables,
} from '@caregate/kit-config';
import { z } from 'zod';

/** Everything that this app reads from its environment. */
export const ehrConfig = z.object({
  CAREGATE_PROFILE: fields.profile(),
  HOST: fields.host('127.0.0.1').describe('Address to listen on'),
  PORT: fields.port(7777).describe('Port of Streamable HTTP and WebSocket'),
  PUBLIC_URL: fields
    .url()
    .describe('Address under which clients reach this server; /mcp below it is the OAuth resource'),
  ...tokenVariables,
  TOKEN_URL: fields.url().describe('Token endpoint behind the tool `authenticate`'),
  ADMINISTRATION_URL: fields
    .url()
    .optional()
    .describe('Address of the authorization server as the audience of its administrators, for `register_client`'),
  CLIENT_ID: z.string().optional().describe('This server at the authorization server, for `register_client`'),
  CLIENT_SECRET: fields.secret({ bytesMin: 16 }).optional().describe('Its secret'),
  ...emergencyVariables,
  DATABASE_URL: fields.databaseUrl().describe('PostgreSQL, as the role caregate_ehr'),
  DATABASE_POOL: fields.count(12, { min: 2, max: 100 }).describe('Connections to the database at most'),
  READ_REPLICA_URLS: fields.databaseUrls().describe('Read replicas, separated by commas'),
  ...messagingVariables,
  ALLOWED_ORIGINS: fields.origins().describe('Browser origins that may call, besides PUBLIC_URL itself'),
  FHIR_ALLOWED_ORIGINS: fields
    .origins()
    .describe('Browser origins of SMART apps that may read /fhir and nothing else, besides ALLOWED_ORIGINS'),
  ...proxyVariables,
  CLINIC_TIME_ZONE: z
    .string()
    .default('America/New_York')
    .refine(isTimeZone, 'must be an IANA time zone such as America/New_York')
    .describe('Time zone of the clinic: appointments are on its clock, and days and ages counted by it'),
  CLINIC_HOURS: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/, 'must look like 08:00-17:00')
    .default('08:00-17:00')
    .describe('When the clinic is open, on its own clock'),
  BOOKING_HORIZON_DAYS: fields
    .count(730, { min: 1, max: 3_650 })
    .describe('How many days ahead appointments are booked at most'),
  CONFIRM_WRITES: z
    .enum(['people', 'always', 'never'])
    .default('people')
    .describe(
      'Whose bookings, cancellations and prescriptions need a confirmation: those of people and their agents, all, none',
    ),
  ...rateVariables,
  V1_API: fields.flag(true).describe('Offer the HTTP routes of the first EHR server too, as version 1 of the API'),
  V1_DEPRECATED_SINCE: z.iso
    .date()
    .default('2026-11-01')
    .describe('Since when clients of version 1 are told that it has a successor (RFC 9745)'),
  V1_SUNSET: z.iso.date().optional().describe('From when on version 1 may be gone, once that is decided (RFC 8594)'),
  V1_GUIDE_URL: fields.url().optional().describe('Page that tells clients of version 1 what to do'),
  READ_ONLY: fields.flag(false).describe('Offer only the tools that change nothing'),
  ...processVariables,
});

export type EhrConfig = z.output<typeof ehrConfig>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
