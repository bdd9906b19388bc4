import type { CallTransport } from '../tool/tool.context.js';
import type { Identity } from './identity.js';

/** Where a call came from, and with what in hand. */
export interface CallOrigin {
  readonly transport: CallTransport;
  readonly era: 'modern' | 'legacy' | 'frames';
  readonly address: string | undefined;
  readonly userAgent: string | undefined;
  /** Given by the HTTP request; calls of a connection that lasts get one each. */
  readonly requestId: string | undefined;
  /** Token of the Authorization header, of the upgrade, or of the process environment. */
  readonly token: string | undefined;
  /** Purpose of use that the header of the request or of the upgrade gives. */
  readonly purpose: string | undefined;
  /** Who presented `token`, when that was found out for this very request. */
  readonly identity: Identity | undefined;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
}
