import type { AuditActor } from '@caregate/core-contracts';
import type { RevocationLedger } from '../revocations/revocation-ledger.js';
import type { RevocationsService } from '../revocations/revocations.service.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { OAuthClientsRepository } from './oauth-clients.repository.js';

export interface ClientRemovalOptions {
  readonly ledger: RevocationLedger;
  readonly revoking: Pick<RevocationsService, 'endIn'>;
  readonly clients: OAuthClientsRepository;
  readonly trail: AuthTrail;
}

/** Takes an application away with all that was given to it: its tokens, its grants, what people allowed it. */
export class ClientRemoval {
  constructor(private readonly options: ClientRemovalOptions) {}

  /** Answers whether there was such a client. */
  async remove(clientId: string, actor: AuditActor, reason: string): Promise<boolean> {
    const { ledger, revoking, clients, trail } = this.options;
    return ledger.during(async (entry) => {
      if (!(await clients.deactivate(clientId, entry.manager))) return false;
      await revoking.endIn({ kind: 'client', value: clientId, reason }, entry);
      const entity = { type: 'OAuthClient', id: clientId };
      await trail.recordIn(entry.manager, 'oauth.client.removed', { actor, entity, decision: reason });
      return true;
    });
  }
}
