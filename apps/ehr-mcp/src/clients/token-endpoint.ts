import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import { askAuthorizationServer, basicCredentials } from './authorization-server.js';

/** RFC 6749 §5.1. */
const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
  scope: z.string().default(''),
});

export type TokenAnswer = z.output<typeof tokenAnswer>;

export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly appId: string;
}

/** Asks the authorization server for a token of this resource; this app mints none. */
export class TokenEndpoint {
  constructor(
    private readonly tokenUrl: string,
    private readonly resource: string,
  ) {}

  /** Client credentials (RFC 6749 §4.4) bound to one application: `app_id` has to be the registered one. */
  async authenticate({ clientId, clientSecret, appId }: ClientCredentials): Promise<TokenAnswer> {
    const form = { grant_type: 'client_credentials', app_id: appId, resource: this.resource };
    const response = await askAuthorizationServer(this.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { authorization: basicCredentials(clientId, clientSecret) },
    });
    if (!response.ok) throw new DomainError('oauth.client.unknown');
    return tokenAnswer.parse(await response.json());
  }
}
