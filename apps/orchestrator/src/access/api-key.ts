const PREFIX = 'cgk_';

/** Nothing that a header of the token request could not carry as it is (RFC 6749 §2.3.1). */
const PAIR = /^[\w.~-]{1,128}:[\w.~-]{1,256}$/u;

/** Id and secret of a machine client in one word, as the authorization server hands them out at registration. */
export function isApiKey(credential: string): boolean {
  return credential.startsWith(PREFIX);
}

/** As HTTP Basic has it (RFC 7617 §2); `undefined` when it is no key of any client. */
export function basicOf(key: string): string | undefined {
  const encoded = key.slice(PREFIX.length);
  const pair = Buffer.from(encoded, 'base64url');
  const isCanonical = pair.toString('base64url') === encoded;
  return isCanonical && PAIR.test(pair.toString('latin1')) ? `Basic ${pair.toString('base64')}` : undefined;
}
