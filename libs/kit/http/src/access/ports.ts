import type { Authorizer } from '@caregate/kit-access';
import type { AuditTrail } from '@caregate/kit-audit';
import type { TokenVerifier } from '@caregate/kit-jwt';

/** Knows what a token is worth. */
export type TokenChecker = Pick<TokenVerifier, 'peek' | 'verify'>;

/** Knows what a caller may do. */
export type AccessDecider = Pick<Authorizer, 'decide'>;

export type AuditRecorder = Pick<AuditTrail, 'record'>;
