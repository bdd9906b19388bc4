import { DomainError } from '@caregate/core-errors';
import { isRole, type Role } from '@caregate/core-permissions';
import type { EntityManager } from 'typeorm';
import type { Clock } from '../clock.js';
import type { UserAccount } from '../users/user-account.js';
import type { UsersRepository } from '../users/users.repository.js';
import { verifiedEmailOf } from '../users/verified-email.js';
import type { IdentityProvider } from './identity-provider.js';
import type { ProviderClaims } from './provider-claims.js';

export interface Admission {
  readonly user: UserAccount;
  /** What an administrator would want to know: the account is new, or its role is another than before. */
  readonly change?: 'created' | 'role changed';
}

const NAME_LENGTH_MAX = 200;

/** Who somebody is to us: keyed by issuer and subject, never by an e-mail address (nOAuth, context-forge #4396). */
export class Provisioning {
  constructor(
    private readonly users: UsersRepository,
    private readonly defaultRole: Role,
    private readonly clock: Clock,
  ) {}

  /** Throws `login.user.inactive` or `login.user.not_admitted`. */
  async admit(provider: IdentityProvider, claims: ProviderClaims, manager: EntityManager): Promise<Admission> {
    const { iss: issuer, sub: subject } = claims;
    if (typeof issuer !== 'string' || typeof subject !== 'string') throw new DomainError('login.provider.refused');
    if (!provider.admits(claims)) throw new DomainError('login.user.not_admitted');
    const email = verifiedEmailOf(claims);
    await this.users.lockIdentity(issuer, subject, manager);
    const known = await this.users.findByIdentity(issuer, subject, manager);
    if (known !== undefined) return this.welcomeBack(known, provider, claims, manager);
    const role = this.claimedRole(provider, claims) ?? this.defaultRole;
    const free = email !== undefined && (await this.users.isEmailFree(email, manager)) ? email : undefined;
    const user = await this.users.insert({ email: free, name: nameOf(claims), role }, { issuer, subject }, manager);
    return { user, change: 'created' };
  }

  private async welcomeBack(
    known: UserAccount,
    provider: IdentityProvider,
    claims: ProviderClaims,
    manager: EntityManager,
  ): Promise<Admission> {
    if (!known.active) throw new DomainError('login.user.inactive', { detail: { userId: known.id } });
    const role = (known.isRolePinned ? undefined : this.claimedRole(provider, claims)) ?? known.role;
    const facts = { name: nameOf(claims, known.name), role, at: this.clock() };
    const user = await this.users.refresh(known.id, facts, manager);
    return role === known.role ? { user } : { user, change: 'role changed' };
  }

  private claimedRole({ trustRoleClaim }: IdentityProvider, { role }: ProviderClaims): Role | undefined {
    return trustRoleClaim && typeof role === 'string' && isRole(role) ? role : undefined;
  }
}

function nameOf({ name, preferred_username: username }: ProviderClaims, otherwise = 'Unnamed'): string {
  const given = [name, username].find((one): one is string => typeof one === 'string' && one.trim() !== '');
  return (given ?? otherwise).trim().slice(0, NAME_LENGTH_MAX);
}
