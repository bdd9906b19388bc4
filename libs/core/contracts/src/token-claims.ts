import { z } from 'zod';

/** Claims of a CareGate access token (RFC 9068 §2.2), beyond which a reader looks at nothing. */
export const tokenClaims = z.looseObject({
  iss: z.string(),
  sub: z.string().min(1),
  aud: z.string(),
  exp: z.number().int(),
  iat: z.number().int(),
  jti: z.string().min(1),
  client_id: z.string().min(1),
  scope: z.string().default(''),
  /** `user`, `client` or `agent`: who acts. */
  subject_kind: z.enum(['user', 'client', 'agent']),
  role: z.string(),
  /** Names of `libs/core/permissions` that role and scope leave; for readers, never for decisions. */
  permissions: z.array(z.string()).default([]),
  /** Application that the client was registered for; clients of the older EHR server know themselves by it. */
  app_id: z.string().optional(),
  app_name: z.string().optional(),
  /** Grant family. */
  gid: z.string().optional(),
  /** Browser session from which the token came (OpenID Connect Front-Channel Logout §3). */
  sid: z.string().optional(),
  /** Logical id of the patient in context, chosen at sign-in (SMART App Launch 2.2, launch context). */
  patient: z.string().optional(),
  /** RFC 8693 §4.1. */
  act: z.looseObject({ sub: z.string() }).optional(),
  /** `jti` of the token for which this one was exchanged. */
  origin_jti: z.string().optional(),
});

export type TokenClaims = z.output<typeof tokenClaims>;
