import { isRole, isScope, isSmartScope } from '@caregate/core-permissions';
import { z } from 'zod';
import { redirectKindOf } from '../../clients/redirect-uri.policy.js';

const LIST_MAX = 1000;
const reason = z.string().min(1).max(500);

export const listQuery = z.strictObject({
  client: z.string().max(500).optional(),
  user: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(LIST_MAX).default(100),
});

export const revokeRequest = z.strictObject({ reason });
export const purgeRequest = z.strictObject({ dry_run: z.boolean().default(true) });

/** An application as administrators see it; what its secret is hashed to is nobody's business. */
export const clientView = z.strictObject({
  client_id: z.string(),
  app_id: z.string(),
  app_name: z.string(),
  role: z.string().nullable(),
  scopes: z.array(z.string()),
  active: z.boolean(),
  has_secret: z.boolean(),
  created_by: z.string().nullable(),
  created_at: z.string(),
  last_used_at: z.string().nullable(),
  expires_at: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()),
});

export const tokenView = z.strictObject({
  jti: z.string(),
  grant_id: z.string().nullable(),
  subject: z.string(),
  client_id: z.string(),
  audience: z.string(),
  session_id: z.string().nullable(),
  issued_at: z.string(),
  expires_at: z.string(),
});

export const clientList = z.strictObject({ clients: z.array(clientView) });
export const tokenList = z.strictObject({ tokens: z.array(tokenView) });

export const purgeReport = z.strictObject({
  dry_run: z.boolean(),
  tokens: z.number(),
  artifacts: z.number(),
  revocations: z.number(),
  clients: z.number(),
});

export const oauthStats = z.strictObject({
  clients: z.strictObject({ active: z.number(), inactive: z.number(), self_registered: z.number() }),
  tokens: z.strictObject({ live: z.number(), issued_last_day: z.number() }),
  grants: z.number(),
  consents: z.number(),
  revocations: z.number(),
});

const publicKey = z
  .looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']) })
  .refine((key) => !('d' in key), 'must be the public half only');

const addresses = z
  .array(z.string().refine((uri) => redirectKindOf(uri) !== undefined, 'must be https, loopback or an app scheme'))
  .max(20);

const secretMethods = ['client_secret_basic', 'client_secret_post'] as const;

/** What an administrator registers by hand: a machine with a role of its own, or an application of people without one. */
export const newClient = z
  .strictObject({
    app_id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/u),
    app_name: z.string().min(1).max(100),
    /** No machine administers this server, whoever asks for it (feature T13). */
    role: z
      .string()
      .refine((role) => isRole(role) && role !== 'admin', 'must be a role other than admin')
      .optional(),
    scopes: z.array(z.string().refine((name) => isScope(name) || isSmartScope(name), 'must be a scope')).default([]),
    redirect_uris: addresses.default([]),
    /** Where people come back to who sign out (OpenID Connect RP-Initiated Logout §3.1). */
    post_logout_redirect_uris: addresses.optional(),
    token_endpoint_auth_method: z.enum([...secretMethods, 'private_key_jwt', 'none']).default('client_secret_basic'),
    jwks: z.strictObject({ keys: z.array(publicKey).min(1) }).optional(),
    /** Services that it is the door of (RFC 7662 §4). */
    introspects: z.array(z.string()).default([]),
    /** Until when it gets tokens, and until when the last of them holds; for ever without it. */
    expires_at: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .refine((end) => end > new Date(), 'must be yet to come')
      .optional(),
  })
  .refine(({ app_id: app }) => app !== 'dynamic', { path: ['app_id'], message: 'is kept for self-registered ones' })
  .refine(({ jwks, token_endpoint_auth_method: method }) => (jwks !== undefined) === (method === 'private_key_jwt'), {
    path: ['jwks'],
    message: 'and private_key_jwt come together or not at all',
  })
  .refine(({ role, token_endpoint_auth_method: method }) => role === undefined || method !== 'none', {
    path: ['role'],
    message: 'is only for who can prove who it is',
  });

export const addedClient = z.strictObject({
  client_id: z.string(),
  client_secret: z.string().nullable(),
  /** For services that take keys: id and secret in one word. A machine has one, if it has a secret. */
  api_key: z.string().nullable(),
});

export type ListQuery = z.output<typeof listQuery>;
export type ClientView = z.output<typeof clientView>;
export type TokenView = z.output<typeof tokenView>;
export type PurgeReport = z.output<typeof purgeReport>;
export type OAuthStats = z.output<typeof oauthStats>;
export type NewClient = z.output<typeof newClient>;
