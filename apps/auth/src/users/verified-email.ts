/** One address and nothing else: no second `@`, no blanks, no comments, which parsers read differently (CVE-2026-40574). */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})$/iu;

export interface EmailClaims {
  readonly email?: unknown;
  readonly email_verified?: unknown;
}

/**
 * The address that the provider vouches for, in lower case. Only the boolean `true` vouches (OpenID Connect Core §5.1):
 * tenants of some providers let people write any address into their profile.
 */
export function verifiedEmailOf({ email, email_verified }: EmailClaims): string | undefined {
  if (email_verified !== true || typeof email !== 'string' || email.length > 254) return undefined;
  return ADDRESS.test(email) ? email.toLowerCase() : undefined;
}

export function isInDomains(email: string | undefined, domains: readonly string[]): boolean {
  const domain = ADDRESS.exec(email ?? '')?.[1]?.toLowerCase();
  return domain !== undefined && domains.includes(domain);
}
