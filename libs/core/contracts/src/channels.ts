import { z } from 'zod';

/** What is revoked: one token, a grant family, a browser session, or everything a subject or client holds. */
export const revocationKind = z.enum(['token', 'grant', 'session', 'subject', 'client']);

const revocation = z.strictObject({
  /** Position in `access.revocation`, which is the truth; the message only wakes readers up. */
  seq: z.number().int(),
  kind: revocationKind,
  value: z.string(),
  /** Tokens issued at or before this instant are refused (for `subject` and `client`); seconds since the epoch. */
  notBeforeSeconds: z.number().int(),
  expiresAtSeconds: z.number().int(),
});

/** Every channel on which apps tell each other of changes, with the shape of its messages. */
export const channels = {
  'revocation.added': revocation,
  'relations.changed': z.strictObject({ subject: z.string() }),
  'signing-key.changed': z.strictObject({ kid: z.string() }),
  'audit.alert': z.strictObject({
    rule: z.string(),
    auditId: z.string(),
    severity: z.enum(['info', 'warning', 'critical']),
  }),
} as const satisfies Record<string, z.ZodType>;

export type RevocationKind = z.output<typeof revocationKind>;
export type Revocation = z.output<typeof revocation>;
export type Channel = keyof typeof channels;
export type Message<C extends Channel> = z.output<(typeof channels)[C]>;
