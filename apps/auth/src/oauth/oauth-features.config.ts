import { fields } from '@caregate/kit-config';
import { z } from 'zod';

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
    documents: {
      enabled: env.CLIENT_METADATA_DOCUMENTS,
      hosts: env.CLIENT_METADATA_HOSTS,
      cacheSeconds: env.CLIENT_METADATA_CACHE_SECONDS,
    },
  };
}

export type OAuthFeatures = ReturnType<typeof oauthFeaturesOf>;
