import type { Account, KoaContextWithOIDC } from 'oidc-provider';
import type { UserAccount } from '../../users/user-account.js';

const people = new WeakMap<Account, UserAccount>();

/**
 * A person as oidc-provider wants one; ID tokens say no more than name, verified e-mail and own record, and only when asked.
 * `recordOf` answers with the record that is theirs.
 */
export function oidcAccount(user: UserAccount, recordOf: () => Promise<string | undefined>): Account {
  const account: Account = {
    accountId: user.id,
    claims: async (_use, scope) => ({
      sub: user.id,
      name: user.name,
      ...(user.email === undefined ? {} : { email: user.email, email_verified: true }),
      ...(scope.split(' ').includes('fhirUser') ? fhirUserOf(await recordOf()) : {}),
    }),
  };
  people.set(account, user);
  return account;
}

/** SMART App Launch 2.2, "Scopes for requesting identity data": an address relative to that of the FHIR server. */
function fhirUserOf(patientId: string | undefined) {
  return patientId === undefined ? {} : { fhirUser: `Patient/${patientId}` };
}

/** The person of this request, once the library has looked it up. */
export function accountOf({ oidc }: KoaContextWithOIDC): UserAccount | undefined {
  return oidc.account && people.get(oidc.account);
}
