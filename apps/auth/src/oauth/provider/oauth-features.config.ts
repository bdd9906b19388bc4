import { fields, jsonText } from '@caregate/kit-config';
import { z } from 'zod';
import { exchangePolicies } from '../exchange/exchange-policy.config.js';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** What of OAuth is open beside the authorization code: each has its own switch, and each is off unless switched on. */
export const oauthVariables = {
  CLIENT_REGISTRATION: z.enum(['off', 'token', 'open']).default('off').describe('RFC 7591 dynamic registration.'),
  CLIENT_REGISTRATION_TOKEN: fields
    .secret({ bytesMin: 32 })
    .optional()
    .describe('Initial access token of RFC 7591 section 3, for the mode `token`.'),
  CLIENT_REGISTRATION_MANAGEMENT: fields
    .flag(false)
    .describe('RFC 7592: a client that registered itself may read, change and remove its registration.'),
  CLIENT_METADATA_DOCUMENTS: fields
    .flag(false)
    .describe('Whether an https address of a metadata document is accepted as client id, without registration.'),
  CLIENT_METADATA_HOSTS: fields
    .list()
    .describe('Hosts (with port, if any) whose metadata documents are accepted; empty for every public one.'),
  CLIENT_METADATA_CACHE_SECONDS: fields
    .seconds(60 * MINUTE, { min: MINUTE, max: DAY })
    .describe('Longest time for which a metadata document is believed without being read again.'),
  DEVICE_FLOW: fields.flag(false).describe('RFC 8628: signing in on another device, for command lines.'),
  DEVICE_CODE_SECONDS: fields
    .seconds(10 * MINUTE, { min: MINUTE, max: 30 * MINUTE })
    .describe('How long a code that a device shows may be typed in.'),
  PRIVATE_KEY_JWT: fields
    .flag(false)
    .describe('RFC 7523: clients with registered keys may sign what proves who they are, instead of sending a secret.'),
  OAUTH_STORE: z
    .enum(['postgresql', 'redis'])
    .default('postgresql')
    .describe(
      'Where codes, refresh tokens and unfinished sign-ins are kept; grants and clients are always in PostgreSQL. With REDIS_URL, Redis lists all of them.',
    ),
  TOKEN_EXCHANGE: jsonText(exchangePolicies)
    .default([])
    .describe('RFC 8693: which applications may act for people, from where, at which services, with which scopes.'),
};

const variables = z.object(oauthVariables);

/** The switches as the rest of the app sees them. */
export function oauthFeaturesOf(env: z.output<typeof variables>) {
  return {
    registration: {
      mode: env.CLIENT_REGISTRATION,
      token: env.CLIENT_REGISTRATION_TOKEN,
      management: env.CLIENT_REGISTRATION !== 'off' && env.CLIENT_REGISTRATION_MANAGEMENT,
    },
    deviceFlow: { enabled: env.DEVICE_FLOW, seconds: env.DEVICE_CODE_SECONDS },
    store: env.OAUTH_STORE,
    privateKeyJwt: env.PRIVATE_KEY_JWT,
    exchanges: env.TOKEN_EXCHANGE,
    documents: {
      enabled: env.CLIENT_METADATA_DOCUMENTS,
      hosts: env.CLIENT_METADATA_HOSTS,
      cacheSeconds: env.CLIENT_METADATA_CACHE_SECONDS,
    },
  };
}

export type OAuthFeatures = ReturnType<typeof oauthFeaturesOf>;
