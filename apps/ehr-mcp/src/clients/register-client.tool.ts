import { DomainError } from '@caregate/core-errors';
import { isScope, permissionsOf, roles, ruleOf, scopes, type Role, type Scope } from '@caregate/core-permissions';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';

const applicationRoles = (Object.keys(roles) as Role[]).filter((role) => role !== 'admin');

/** Registers an application that acts for itself. No application administers this system, whoever asks for it. */
export const registerClient = defineTool({
  name: 'register_client',
  title: 'Register an application',
  description:
    'Registers an application with a role and scopes of its own, for administrators. The answer has its secret, which is shown this once: hand it over safely and keep it nowhere else.',
  input: z.strictObject({
    app_id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,62}$/)
      .describe('Short name: lower-case letters, digits and hyphens, such as ward-display'),
    app_name: z.string().trim().min(1).max(100).describe('Name for people'),
    role: z.enum(applicationRoles).describe('Role; never that of an administrator'),
    scopes: z
      .array(z.string().refine(isScope, 'must be a scope'))
      .min(1)
      .max(Object.keys(scopes).length)
      .describe('Scopes such as read:patients, none beyond those of the role'),
    description: z.string().max(500).optional().describe('For the reader of this call; it is not kept'),
    contact_email: z.string().max(254).optional().describe('For the reader of this call; it is not kept'),
  }),
  output: z.strictObject({
    status: z.literal('success').describe('success'),
    message: z.string().describe('What was done'),
    client_id: z.string().describe('Identifier of the application'),
    client_secret: z.string().describe('Its secret, shown this once'),
    app_id: z.string().describe('Short name'),
    app_name: z.string().describe('Name for people'),
    role: z.string().describe('Role'),
    scopes: z.array(z.string()).describe('Scopes'),
  }),
  permission: 'oauth-client:manage',
  audit: 'oauth.client.requested',
  hints: { readOnly: false, destructive: false, idempotent: false },
  run: async ({ app_id: appId, app_name: appName, role, scopes: asked }, context, { registrar }: EhrServices) => {
    const granted = asked.filter(isScope);
    refuseBeyond(role, granted);
    const client = await registrar.register({ appId, appName, role, scopes: granted }, context.accessToken);
    return {
      status: 'success',
      message: 'Client registered. The secret is not shown again.',
      client_id: client.client_id,
      client_secret: client.client_secret,
      app_id: appId,
      app_name: appName,
      role,
      scopes: granted,
    };
  },
});

/** A scope that opens nothing to the role would be a promise of more than the application ever gets. */
function refuseBeyond(role: Role, asked: readonly Scope[]): void {
  const useful = new Set<Scope>(permissionsOf(role).flatMap((permission) => scopesOf(role, permission)));
  const beyond = asked.filter((scope) => !useful.has(scope));
  if (beyond.length === 0) return;
  const publicMessage = `The role ${role} has no use for ${beyond.join(', ')}.`;
  throw new DomainError('ehr.registration.beyond', { publicMessage });
}

function scopesOf(role: Role, permission: Parameters<typeof ruleOf>[0]): readonly Scope[] {
  const { scopes: opening, ownScopes = [] } = ruleOf(permission);
  return role === 'patient' ? [...opening, ...ownScopes] : opening;
}
