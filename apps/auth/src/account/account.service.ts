import type { AccountAccess } from '@caregate/core-contracts';
import {
  isActive,
  modulesOf,
  permissionsOf,
  principalOf,
  type Caller,
  type Relation,
} from '@caregate/core-permissions';
import type { Clock } from '../clock.js';

export interface AccountServiceOptions {
  readonly relations: { ofSubject(subject: string): Promise<readonly Relation[]> };
  readonly clock: Clock;
}

/** What somebody may do, told to themselves. */
export class AccountService {
  constructor(private readonly options: AccountServiceOptions) {}

  /** A delegate is told of the patients of the person behind it: it reaches those and no others. */
  async accessOf(caller: Caller): Promise<AccountAccess> {
    const now = this.options.clock();
    const relations = await this.options.relations.ofSubject(principalOf(caller));
    const { subject, kind, role, scopes } = caller;
    return {
      subject,
      kind,
      role,
      scopes: [...scopes],
      permissions: [...permissionsOf(role)],
      modules: [...modulesOf(role)],
      relations: relations.filter((relation) => isActive(relation, now)).map(viewOf),
    };
  }
}

function viewOf({ id, kind, patientId, validFrom, expiresAt }: Relation): AccountAccess['relations'][number] {
  return {
    id,
    kind,
    patient_id: patientId,
    valid_from: validFrom.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
  };
}
