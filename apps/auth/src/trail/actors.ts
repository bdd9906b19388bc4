import type { AuditActor } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';

/** Nobody has said yet who they are. */
export const anonymous: AuditActor = { kind: 'anonymous', subject: '' };

/** What this app does of itself: rotating keys, sweeping, anchoring. */
export const service: AuditActor = { kind: 'service', subject: 'auth' };

export function userActor(user: { id: string; role: string }, clientId?: string): AuditActor {
  return { kind: 'user', subject: user.id, role: user.role, ...(clientId === undefined ? {} : { clientId }) };
}

export function clientActor(clientId: string, role?: string): AuditActor {
  return { kind: 'client', subject: clientId, clientId, ...(role === undefined ? {} : { role }) };
}

/** Somebody with a verified token: the person, the application they use, and for whom an agent acts. */
export function callerActor({ kind, subject, clientId, role, onBehalfOf }: Caller): AuditActor {
  return { kind, subject, clientId, role, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
}
