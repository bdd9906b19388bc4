import type { OAuthClient } from '../../clients/oauth-client.js';
import type { IssuedTokenRow } from './issued-tokens.repository.js';

/** Told which applications and tokens there are, as they come. */
export interface OAuthDirectory {
  listClient(client: OAuthClient): void;
  prolongClient(clientId: string, expiresAt: Date): void;
  listToken(token: IssuedTokenRow): void;
}
