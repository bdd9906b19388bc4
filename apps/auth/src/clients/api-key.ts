/**
 * Id and secret of a machine client in one word, for services that take a key instead of a token. Such a service gets the
 * client's token with it (ADR 0018): there is nothing else that would have to be kept, found or revoked.
 */
export function apiKeyOf(clientId: string, secret: string): string {
  return `cgk_${Buffer.from(`${clientId}:${secret}`).toString('base64url')}`;
}
