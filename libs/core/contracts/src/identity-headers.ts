/** By these the authorization server tells an upstream who asks; nobody else may say them. */
export const identityHeaders = [
  'X-User-Id',
  'X-User-Name',
  'X-User-Email',
  'X-User-Roles',
  'X-Client-Id',
  'X-Auth-Scopes',
  'X-Auth-Jti',
  'X-Session-Id',
  'X-Auth-Assertion',
  'X-Auth-Token',
] as const;

/** What an edge copies from the answer of `/verify` onto the request, in place of whatever the client wrote there. */
export const copiedHeaders = [...identityHeaders, 'Authorization'] as const;
