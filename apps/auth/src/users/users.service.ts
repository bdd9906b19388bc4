import { DomainError } from '@caregate/core-errors';
import type { AuditActor, NewUserRequest, User, UserChange, UserList, UserQuery } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import type { EntityManager } from 'typeorm';
import type { Clock } from '../clock.js';
import type { RevocationEntry, RevocationLedger } from '../revocations/revocation-ledger.js';
import type { RevocationsService } from '../revocations/revocations.service.js';
import { callerActor } from '../trail/actors.js';
import type { AuditFacts, AuthTrail } from '../trail/auth-trail.js';
import type { UsersAdminRepository } from './users-admin.repository.js';

export interface UsersServiceOptions {
  readonly users: UsersAdminRepository;
  readonly ledger: RevocationLedger;
  readonly revocations: Pick<RevocationsService, 'endIn'>;
  readonly trail: AuthTrail;
  readonly clock: Clock;
}

/** Accounts in the hands of administrators (feature U01). Each change stands with its record, or not at all. */
export class UsersService {
  constructor(private readonly options: UsersServiceOptions) {}

  async list(query: UserQuery): Promise<UserList> {
    const { skip, limit } = query;
    return { ...(await this.options.users.list(query)), skip, limit };
  }

  async find(id: string): Promise<User> {
    const user = await this.options.users.find(id);
    if (user === undefined) throw new DomainError('user.not_found');
    return user;
  }

  async create(request: NewUserRequest, caller: Caller): Promise<User> {
    return this.options.ledger.during(async ({ manager }) => {
      const created = await this.options.users.insert(request, caller.subject, manager);
      await this.record('user.provisioned', created, { change: 'created', role: created.role }, caller, manager);
      return created;
    });
  }

  async change(id: string, change: UserChange, caller: Caller): Promise<User> {
    const { users, ledger, clock } = this.options;
    return ledger.during(async (entry) => {
      const before = await users.lock(id, entry.manager);
      if (before === undefined) throw new DomainError('user.not_found');
      await this.assertAllowed(before, change, caller, entry.manager);
      const after = await users.update(id, change, { by: caller.subject, at: clock() }, entry.manager);
      await this.endWhatItOpened(before, after, { entry, by: callerActor(caller) });
      const ended = before.active && !after.active;
      const event = ended ? 'user.deactivated' : 'user.updated';
      await this.record(event, after, difference(before, after), caller, entry.manager);
      return after;
    });
  }

  async deactivate(id: string, caller: Caller): Promise<void> {
    await this.change(id, { active: false }, caller);
  }

  private async assertAllowed(before: User, change: UserChange, caller: Caller, manager: EntityManager) {
    if (change.active === false && before.id === caller.subject) throw new DomainError('user.own_account');
    const isAdmin = before.active && before.role === 'admin';
    const staysAdmin = (change.active ?? true) && (change.role ?? 'admin') === 'admin';
    if (isAdmin && !staysAdmin && (await this.options.users.otherAdmins(before.id, manager)) === 0)
      throw new DomainError('user.admin.last');
  }

  /** Tokens say a role, so those of before a change of role are worth nothing after it. */
  private async endWhatItOpened(before: User, after: User, { entry, by }: Ending): Promise<void> {
    const person = { kind: 'subject', value: after.id, by } as const;
    if (before.active && !after.active)
      await this.options.revocations.endIn({ ...person, reason: 'user deactivated' }, entry);
    else if (before.role !== after.role) await entry.revoke({ ...person, reason: 'role changed' });
  }

  private async record(
    event: 'user.deactivated' | 'user.provisioned' | 'user.updated',
    { id }: User,
    detail: NonNullable<AuditFacts['detail']>,
    caller: Caller,
    manager: EntityManager,
  ): Promise<void> {
    await this.options.trail.recordIn(manager, event, {
      actor: callerActor(caller),
      entity: { type: 'User', id },
      permission: 'user:manage',
      tokenId: caller.tokenId,
      ...(caller.sessionId === undefined ? {} : { sessionId: caller.sessionId }),
      detail,
    });
  }
}

interface Ending {
  readonly entry: RevocationEntry;
  readonly by: AuditActor;
}

/** Name and number are a person's data: that they changed is on the trail, not what they were. */
function difference(before: User, after: User): Record<string, string | boolean> {
  return {
    ...(before.role === after.role ? {} : { roleBefore: before.role, role: after.role }),
    ...(before.active === after.active ? {} : { active: after.active }),
    ...(before.role_pinned === after.role_pinned ? {} : { rolePinned: after.role_pinned }),
    ...(before.name === after.name ? {} : { name: 'changed' }),
    ...(before.hpcsa_number === after.hpcsa_number ? {} : { hpcsaNumber: 'changed' }),
  };
}
