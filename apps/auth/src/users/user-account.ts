import type { Role } from '@caregate/core-permissions';

/** A person who may sign in, as `auth.user_account` keeps it. */
export interface UserAccount {
  readonly id: string;
  /** Present only when the identity provider vouches for it. */
  readonly email?: string;
  readonly name: string;
  readonly role: Role;
  /** An administrator gave the role: what an identity provider says of it does not count. */
  readonly isRolePinned: boolean;
  readonly active: boolean;
  /** BCP 47. */
  readonly language: string;
  readonly preferences: Readonly<Record<string, unknown>>;
}
