import type { Caller } from '@caregate/core-permissions';
import type { Clock } from '../clock.js';
import type { ConsentsRepository } from '../consent/consents.repository.js';
import type { GrantEnding } from '../oauth/artifacts/grant-ending.service.js';
import type { SessionsRepository } from '../sessions/sessions.repository.js';
import { callerActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { RevocationEntry, RevocationLedger, RevocationOrder } from './revocation-ledger.js';
import type { RevocationRequest } from './revocation.schema.js';

export interface RevocationsServiceOptions {
  readonly ledger: RevocationLedger;
  readonly grants: GrantEnding;
  readonly sessions: SessionsRepository;
  readonly consents: ConsentsRepository;
  readonly trail: AuthTrail;
  readonly clock: Clock;
}

/** Revoke-all (gap G8): in one transaction with its record, so that nothing is taken back halfway. */
export class RevocationsService {
  constructor(private readonly options: RevocationsServiceOptions) {}

  async revoke(request: RevocationRequest, caller: Caller): Promise<void> {
    const { ledger, trail } = this.options;
    const { kind, value, reason } = request;
    const actor = callerActor(caller);
    await ledger.during(async (entry) => {
      await this.endIn({ ...request, by: actor }, entry);
      await trail.recordIn(entry.manager, 'token.revoked', {
        actor,
        entity: { type: kind, id: value },
        tokenId: caller.tokenId,
        detail: { reason },
      });
    });
  }

  /** As part of a greater change that records itself. */
  async endIn(order: RevocationOrder, entry: RevocationEntry): Promise<void> {
    // Ending a grant revokes it already.
    if (!(await this.endWhatHangsOn(order, entry))) await entry.revoke(order);
  }

  /** Answers whether that was all there is to do. */
  private async endWhatHangsOn({ kind, value, reason }: RevocationOrder, entry: RevocationEntry): Promise<boolean> {
    const { grants, sessions } = this.options;
    const at = this.options.clock();
    if (kind === 'grant') return grants.endIn(entry, value, reason);
    if (kind === 'client') {
      await grants.endAllIn(entry, { column: 'client_id', value }, reason);
      await this.options.consents.withdraw({ clientId: value }, at, entry.manager);
    }
    if (!isUuid(value)) return false;
    if (kind === 'session') {
      await sessions.revoke(value, at, entry.manager);
      await grants.endAllIn(entry, { column: 'uid', value }, reason);
    }
    if (kind === 'subject') {
      await sessions.revokeAllOf(value, at, entry.manager);
      await grants.endAllIn(entry, { column: 'account_id', value }, reason);
    }
    return false;
  }
}

/** People and sign-ins have such ids; a client that is revoked as a subject has none of either. */
function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(value);
}
