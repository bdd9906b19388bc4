import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';

/** What is known of the operation at hand, wherever in the code it is asked for. */
export interface RequestContext {
  readonly requestId: string;
  readonly transport: AuditEntry['transport'];
  /** Of the client, not of the proxy in front of us. */
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  /** Set once the bearer token is verified. */
  caller?: Caller | undefined;
  /** Set once the caller was let in: by which relation, and to whose record. */
  admission?: Admission | undefined;
  /** Template of the route (`/patients/:id`), for handlers that no router knows: the access log and metrics show it. */
  route?: string | undefined;
  /** Code of the error that was answered. */
  errorCode?: string | undefined;
  /** Scopes that would open the route, for the challenge of RFC 6750 §3. */
  requiredScopes?: readonly string[] | undefined;
}

export interface Admission {
  readonly via: string;
  readonly patientId?: string | undefined;
  /** Id of the relation, where the record was opened by a broken glass. */
  readonly glass?: string | undefined;
}

const storage = new AsyncLocalStorage<RequestContext>();

export function runInContext<T>(context: RequestContext, run: () => T): T {
  return storage.run(context, run);
}

/** Outside any request: a fresh internal one, so that what is written about background work can still be told apart. */
export function currentContext(): RequestContext {
  return storage.getStore() ?? { requestId: randomUUID(), transport: 'internal' };
}

export function findContext(): RequestContext | undefined {
  return storage.getStore();
}
