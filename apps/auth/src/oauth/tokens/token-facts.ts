import type { Role } from '@caregate/core-permissions';
import { permissionsWith } from '../scopes/scope-reach.js';

export interface TokenFacts {
  readonly kind: 'user' | 'client' | 'agent';
  readonly role: Role;
  readonly scopes: readonly string[];
  readonly grantId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly appId?: string | undefined;
  readonly appName?: string | undefined;
  /** The patient in context (SMART App Launch 2.2). */
  readonly patient?: string | undefined;
  /** The words of the sign-in, where it was one by OpenID Connect. */
  readonly signIn?: readonly string[];
}

/** What our tokens say beyond RFC 9068 §2.2; the shape is `tokenClaims` of `libs/core/contracts`. */
export function claimsOf({ kind, role, scopes, grantId, sessionId, appId, appName, patient, signIn = [] }: TokenFacts) {
  return {
    subject_kind: kind,
    role,
    permissions: permissionsWith(role, scopes),
    ...(appId === undefined ? {} : { app_id: appId }),
    ...(appName === undefined ? {} : { app_name: appName }),
    ...(grantId === undefined ? {} : { gid: grantId }),
    ...(sessionId === undefined ? {} : { sid: sessionId }),
    ...(patient === undefined ? {} : { patient }),
    ...(signIn.includes('openid') ? { identity_scope: signIn.join(' ') } : {}),
  };
}
