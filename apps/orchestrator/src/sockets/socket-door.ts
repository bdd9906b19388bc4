import type { IncomingMessage } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { AuditTrail } from '@caregate/kit-audit';
import {
  clientAddress,
  foreseen,
  rateLimitKey,
  type AddressRanges,
  type Logger,
  type RateLimiter,
  type TokenChecker,
} from '@caregate/kit-http';
import { auditEntryOf } from '../work/audit-entry.js';

export interface SocketDoorParts {
  readonly verifier: TokenChecker;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly limiter: RateLimiter;
  readonly proxies: AddressRanges;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Who may open a connection, whichever protocol it will speak. */
export class SocketDoor {
  constructor(private readonly parts: SocketDoorParts) {}

  /** Counted before the token is looked at, so that guessing is limited too. */
  async admit(token: string, address: string | undefined): Promise<Caller> {
    const { verifier, limiter } = this.parts;
    const key = rateLimitKey('address', { requestId: '', transport: 'websocket', address });
    const { exceeded, resetMilliseconds } = await limiter.consume('connections', key);
    if (exceeded) throw tooMany(resetMilliseconds);
    return verifier.peek(token) ?? (await verifier.verify(token));
  }

  addressOf({ socket, headers }: IncomingMessage): string | undefined {
    const forwarded = headers['x-forwarded-for'];
    return clientAddress(
      socket.remoteAddress,
      forwarded === undefined ? undefined : String(forwarded),
      this.parts.proxies,
    );
  }

  /** Each of a flood is not put on the audit trail. */
  async refused(thrown: unknown): Promise<void> {
    const { code, kind } = foreseen(thrown);
    if (kind === 'too-many') return;
    const entity = { type: 'Agent', id: 'unknown' } as const;
    await this.parts.audit
      .record(auditEntryOf({ event: 'agent.authenticated', entity, outcome: 'refused', detail: { code } }))
      .catch((err: unknown) => this.parts.logger.warn({ err }, 'a refused connection is not on the audit trail'));
  }
}

export function tooMany(resetMilliseconds: number): DomainError {
  return new DomainError('request.too_many', {
    detail: { retryAfterSeconds: Math.max(1, Math.ceil(resetMilliseconds / 1000)) },
  });
}

/** How long to wait, where waiting is what helps. */
export function retryAfterOf({ detail }: DomainError): { readonly retryAfterSeconds?: number } {
  const seconds = detail?.['retryAfterSeconds'];
  return typeof seconds === 'number' ? { retryAfterSeconds: seconds } : {};
}
