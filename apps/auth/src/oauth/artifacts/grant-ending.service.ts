import type { AuditActor } from '@caregate/core-contracts';
import type { AuditEventName } from '@caregate/kit-audit';
import { changeRows } from '../../database/statements.js';
import type { GrantOwner } from './artifact-store.js';
import type { RevocationEntry, RevocationLedger } from '../../revocations/revocation-ledger.js';
import type { AuthTrail } from '../../trail/auth-trail.js';

export interface GrantEnd {
  readonly event: Extract<AuditEventName, 'token.revoked' | 'token.reuse.detected'>;
  readonly actor: AuditActor;
  readonly reason: string;
}

/** What one person gave to one application, at the services that `at` says. */
export interface GrantPair {
  readonly accountId: string;
  readonly clientId: string;
  readonly at: (address: string) => boolean;
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

  /**
   * As part of a greater ending that records itself. Answers whether there was anything to end. A request that still waits
   * for its person has nothing of the grant yet, and may go on with another: somebody may just be signing in anew for it.
   */
  async endIn({ manager, revoke }: RevocationEntry, grantId: string, reason: string): Promise<boolean> {
    const rows = await changeRows<{ model: string }>(
      manager,
      `delete from auth.oidc_artifact where grant_id = $1 and model <> 'Interaction' returning model`,
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

  async endThoseOf(entry: RevocationEntry, { accountId, clientId, at }: GrantPair, reason: string): Promise<void> {
    const grants = await entry.manager.query<{ grant_id: string; resources: Record<string, string> | null }[]>(
      `select grant_id, payload -> 'resources' as resources from auth.oidc_artifact
       where model = 'Grant' and account_id = $1 and client_id = $2`,
      [accountId, clientId],
    );
    for (const { grant_id: grantId, resources } of grants)
      if (Object.keys(resources ?? {}).some(at)) await this.endIn(entry, grantId, reason);
  }
}
