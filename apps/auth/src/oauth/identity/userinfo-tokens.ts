import { decodeJwt } from 'jose';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import type { TokenDescriptions } from '../tokens/token-descriptions.js';

const claims = z.object({
  sub: z.string(),
  client_id: z.string(),
  gid: z.string().default(''),
  identity_scope: z.string().default(''),
});

/**
 * Access tokens at the UserInfo endpoint (OpenID Connect Core §5.3). The library knows none that is for a service; what
 * ours say there of the person is what the ID token beside them said, and nothing where there was none: the words of
 * the sign-in stand in a claim of their own, which tokens for machines, agents and the edge have not.
 */
export function findTokensBy(descriptions: Pick<TokenDescriptions, 'verified'>, provider: Provider): void {
  const find = async (value: string) => {
    if ((await descriptions.verified(value)) === undefined) return undefined;
    const { sub: accountId, client_id: clientId, gid: grantId, identity_scope: scope } = claims.parse(decodeJwt(value));
    const client = await provider.Client.find(clientId);
    return client && new provider.AccessToken({ client, accountId, grantId, gty: '', scope });
  };
  Object.assign(provider.AccessToken, { find });
}
