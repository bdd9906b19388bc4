/** RFC 6750 §2.1. Another scheme is not for this server, so it counts as no token. */
export function bearerTokenOf(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
}

const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;
