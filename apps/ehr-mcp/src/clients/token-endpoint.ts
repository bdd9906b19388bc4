import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';

const TIMEOUT_MILLISECONDS = 5_000;

/** RFC 6749 §5.1, with what this authorization server adds about the client. */
const tokenAnswer = z.looseObject({
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
    const response = await this.post(form, basic(clientId, clientSecret));
    if (response.status === 429) throw new DomainError('request.too_many');
    if (response.status >= 500) throw new DomainError('service.unavailable');
    if (!response.ok) throw new DomainError('oauth.client.unknown');
    return tokenAnswer.parse(await response.json());
  }

  private async post(form: Readonly<Record<string, string>>, authorization: string): Promise<Response> {
    try {
      return await fetch(this.tokenUrl, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { authorization },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
    } catch (error) {
      throw new DomainError('service.unavailable', { cause: error });
    }
  }
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function basic(clientId: string, clientSecret: string): string {
  const encoded = [clientId, clientSecret].map((half) => encodeURIComponent(half).replaceAll('%20', '+'));
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;
}
