import type { AuditActor } from '@caregate/core-contracts';
import type { AuditEventName } from '@caregate/kit-audit';
import { changeRows } from '../database/statements.js';
import type { RevocationEntry, RevocationLedger } from '../revocations/revocation-ledger.js';
import type { AuthTrail } from '../trail/auth-trail.js';

export interface GrantEnd {
  readonly event: Extract<AuditEventName, 'token.revoked' | 'token.reuse.detected'>;
  readonly actor: AuditActor;
  readonly reason: string;
}

/** Whose grants: of a person, of a client, or of one sign-in. */
export interface GrantOwner {
  readonly column: 'account_id' | 'client_id' | 'uid';
  readonly value: string;
}

/** Ends a grant: nothing more comes of it, and what came of it opens nothing any more. */
export class GrantEnding {
  constructor(
    private readonly ledger: RevocationLedger,
    private readonly trail: AuthTrail,
  ) {}

  /** Does nothing when the grant has ended already, so that ten replays at once are one entry on the trail. */
  async end(grantId: string, { event, actor, reason }: GrantEnd): Promise<void> {
    await this.ledger.during(async (entry) => {
      const ended = await this.endIn(entry, grantId, reason);
      if (!ended) return;
      const entity = { type: 'Grant', id: grantId };
      await this.trail.recordIn(entry.manager, event, { actor, entity, decision: reason });
    });
  }

  /** As part of a greater ending that records itself. Answers whether there was anything to end. */
  async endIn({ manager, revoke }: RevocationEntry, grantId: string, reason: string): Promise<boolean> {
    const rows = await changeRows<{ model: string }>(
      manager,
      'delete from auth.oidc_artifact where grant_id = $1 returning model',
      [grantId],
    );
    if (!rows.some(({ model }) => model === 'Grant')) return false;
    await revoke({ kind: 'grant', value: grantId, reason });
    return true;
  }

  async endAllIn(entry: RevocationEntry, { column, value }: GrantOwner, reason: string): Promise<void> {
    const grants = await entry.manager.query<{ grant_id: string }[]>(
      `select grant_id from auth.oidc_artifact where model = 'Grant' and ${column} = $1`,
      [value],
    );
    for (const { grant_id: grantId } of grants) await this.endIn(entry, grantId, reason);
  }
}
