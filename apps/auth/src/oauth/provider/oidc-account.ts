import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import type { UserAccount } from '../../users/user-account.js';

const people = new WeakMap<Account, UserAccount>();

/** A person as oidc-provider wants one; ID tokens say no more than name and verified e-mail, and only when asked. */
export function oidcAccount(user: UserAccount): Account {
  const account: Account = {
    accountId: user.id,
    claims: () => ({
      sub: user.id,
      name: user.name,
      ...(user.email === undefined ? {} : { email: user.email, email_verified: true }),
    }),
  };
  people.set(account, user);
  return account;
}

/** The person of this request, once the library has looked it up. */
export function accountOf({ oidc }: KoaContextWithOIDC): UserAccount | undefined {
  return oidc.account && people.get(oidc.account);
}
