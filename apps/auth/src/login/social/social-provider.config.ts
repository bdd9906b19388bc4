import { fields } from '@caregate/kit-config';
import { z } from 'zod';

/** A provider at which we are registered as a client, and whose accounts are not all ours. */
export interface SocialProviderConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Its address, when it is not the public one. */
  readonly url: string | undefined;
  /** Domains, directories or logins, in lower case; `*` stands for all. */
  readonly admitted: readonly string[];
  /** How long one answer of it is waited for. */
  readonly timeoutSeconds: number;
}

export interface MicrosoftProviderConfig extends SocialProviderConfig {
  /** A directory, or `common` or `organizations` for more than one. */
  readonly tenant: string;
  readonly responseMode: 'form_post' | 'query';
  /** Which library speaks with it. */
  readonly strategy: 'openid-client' | 'passport-azure-ad';
}

/** The variables of sign-on with Google, Microsoft and GitHub. */
export const socialVariables = {
  GOOGLE_CLIENT_ID: z.string().min(1).optional().describe('Our client at Google; with it people sign in there.'),
  GOOGLE_CLIENT_SECRET: fields.secret({ bytesMin: 16 }).optional().describe('Secret of our client at Google.'),
  GOOGLE_URL: fields.url().optional().describe('Stands in for all addresses of Google; for the sandbox.'),
  GOOGLE_ALLOWED_DOMAINS: fields
    .list()
    .describe('Whose organisations (or gmail.com) sign in with Google; `*` for everybody.'),
  MICROSOFT_CLIENT_ID: z.string().min(1).optional().describe('Our client at Microsoft; with it people sign in there.'),
  MICROSOFT_CLIENT_SECRET: fields.secret({ bytesMin: 16 }).optional().describe('Secret of our client at Microsoft.'),
  MICROSOFT_URL: fields.url().optional().describe('Another cloud than login.microsoftonline.com, or the sandbox.'),
  MICROSOFT_TENANT_ID: z
    .string()
    .regex(/^[\w.-]+$/u)
    .default('common')
    .describe('Directory at which people sign in; `common` or `organizations` for more than one.'),
  MICROSOFT_ALLOWED_TENANTS: fields
    .list()
    .describe('Ids of the directories whose people sign in; `*` for all. Not needed with one directory.'),
  MICROSOFT_RESPONSE_MODE: z.enum(['query', 'form_post']).default('query').describe('How Microsoft sends people back.'),
  MICROSOFT_STRATEGY: z
    .enum(['passport-azure-ad', 'openid-client'])
    .default('passport-azure-ad')
    .describe('Library that speaks with Microsoft; see ADR 0013.'),
  GITHUB_CLIENT_ID: z.string().min(1).optional().describe('Our OAuth app at GitHub; with it people sign in there.'),
  GITHUB_CLIENT_SECRET: fields.secret({ bytesMin: 16 }).optional().describe('Secret of our OAuth app at GitHub.'),
  GITHUB_URL: fields.url().optional().describe('An Enterprise Server instead of github.com, or the sandbox.'),
  GITHUB_ALLOWED_LOGINS: fields.list().describe('Logins of those who sign in with GitHub; `*` for everybody.'),
  SOCIAL_TIMEOUT_SECONDS: fields
    .seconds(5, { min: 1, max: 30 })
    .describe('How long one answer of Google, Microsoft or GitHub is waited for.'),
};

export function admitsAll({ admitted }: SocialProviderConfig): boolean {
  return admitted.includes('*');
}
