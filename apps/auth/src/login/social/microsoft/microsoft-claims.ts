/**
 * Who somebody is, once the ID token is found to be good: keyed by directory and object, since `email` is what an
 * administrator of any directory writes there (nOAuth). `false` without either, or with the issuer of another directory.
 */
export function microsoftClaims(claims: unknown): object | false {
  if (typeof claims !== 'object' || claims === null) return false;
  const { iss, tid, oid, name, preferred_username } = { ...claims } as Record<string, unknown>;
  if (typeof iss !== 'string' || typeof tid !== 'string' || typeof oid !== 'string') return false;
  if (!iss.endsWith(`/${tid}/v2.0`)) return false;
  return { iss, sub: `${tid}/${oid}`, tid, name, preferred_username };
}
