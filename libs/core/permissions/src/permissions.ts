import type { Scope } from './scopes.js';

export interface PermissionRule {
  /** One of these in the token is enough; the first is the one to ask for. */
  readonly scopes: readonly [Scope, ...Scope[]];
  /** Enough instead, when the record is the caller's own, or when the caller is a patient. */
  readonly ownScopes?: readonly [Scope, ...Scope[]];
  /** `patient`: besides scope and role, the caller needs a relationship to the patient asked for. */
  readonly subject: 'patient' | 'none';
}

/** Every operation that any door offers, and what opens it. Roles say who holds which: see `roles.ts`. */
export const permissions = {
  'patient:read': { scopes: ['read:patients'], ownScopes: ['read:own_records'], subject: 'patient' },
  'patient:search': { scopes: ['read:patients'], ownScopes: ['read:own_records'], subject: 'none' },
  'patient:create': { scopes: ['write:patients'], subject: 'none' },
  'appointment:read': { scopes: ['read:appointments'], ownScopes: ['read:own_records'], subject: 'patient' },
  'appointment:write': { scopes: ['write:appointments'], subject: 'patient' },
  /** Patients book and cancel; what was a mistake of the house is not theirs to say. */
  'appointment:withdraw': { scopes: ['write:appointments'], subject: 'patient' },
  'medication:read': { scopes: ['read:medications'], ownScopes: ['read:own_records'], subject: 'patient' },
  'medication:write': { scopes: ['write:medications'], subject: 'patient' },
  'allergy:read': { scopes: ['read:allergies'], ownScopes: ['read:own_records'], subject: 'patient' },
  'allergy:write': { scopes: ['write:allergies'], subject: 'patient' },
  'lab:read': { scopes: ['read:labs'], ownScopes: ['read:own_records'], subject: 'patient' },
  'lab:write': { scopes: ['write:labs'], subject: 'patient' },
  'vitals:read': { scopes: ['read:vitals'], ownScopes: ['read:own_records'], subject: 'patient' },
  'vitals:write': { scopes: ['write:vitals'], subject: 'patient' },
  'safety:override': { scopes: ['write:overrides'], subject: 'patient' },
  'provider:read': { scopes: ['read:providers', 'read:appointments'], subject: 'none' },
  'imaging:read': { scopes: ['read:imaging'], ownScopes: ['read:own_records'], subject: 'patient' },
  'imaging:search': { scopes: ['read:imaging'], ownScopes: ['read:own_records'], subject: 'none' },
  'datastore:read': { scopes: ['read:imaging'], subject: 'none' },
  'agent:register': { scopes: ['write:agents'], subject: 'none' },
  'agent:read': { scopes: ['read:agents'], subject: 'none' },
  'agent:manage': { scopes: ['write:agents'], subject: 'none' },
  'task:create': { scopes: ['write:tasks'], subject: 'none' },
  'task:read': { scopes: ['read:tasks'], subject: 'none' },
  'task:execute': { scopes: ['write:tasks'], subject: 'none' },
  'task:manage': { scopes: ['write:tasks'], subject: 'none' },
  'pipeline:create': { scopes: ['write:pipelines'], subject: 'none' },
  'pipeline:read': { scopes: ['read:pipelines'], subject: 'none' },
  'pipeline:manage': { scopes: ['write:pipelines'], subject: 'none' },
  'account:read': { scopes: ['read:account'], subject: 'none' },
  'break-glass:open': { scopes: ['write:emergency-access'], subject: 'none' },
  'break-glass:review': { scopes: ['write:emergency-reviews'], subject: 'none' },
  'audit:read': { scopes: ['read:audit'], subject: 'none' },
  'oauth-client:manage': { scopes: ['write:clients'], subject: 'none' },
  'user:manage': { scopes: ['write:users'], subject: 'none' },
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof permissions;

/** What an operation asks for; `permissions` itself knows each rule by its letters, which is too narrow to loop over. */
export function ruleOf(permission: Permission): PermissionRule {
  return permissions[permission];
}
