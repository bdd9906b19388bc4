import { DomainError } from '@caregate/core-errors';
import { findContext } from '@caregate/kit-http';
import { z } from 'zod';
import { basicOf } from './api-key.js';

export interface ApiKeyTokensOptions {
  readonly tokenUrl: string;
  /** What the tokens are for (RFC 8707). */
  readonly resource: string;
}

const TIMEOUT_MILLISECONDS = 5_000;
/** Whoever guesses keys makes no more work for the authorization server than this at a time. */
const TRADES_MAX = 32;

const tokenAnswer = z.looseObject({ access_token: z.string() });

/** Gets the access token that an API key stands for (RFC 6749 §4.4). Whether a key is good, its issuer alone knows. */
export class ApiKeyTokens {
  private trades = 0;

  constructor(private readonly options: ApiKeyTokensOptions) {}

  async tokenFor(key: string): Promise<string> {
    const basic = basicOf(key);
    if (basic === undefined) throw new DomainError('token.key.invalid');
    if (this.trades >= TRADES_MAX) throw new DomainError('token.keys.unavailable', { detail: { part: 'trades' } });
    this.trades += 1;
    try {
      return await this.trade(basic);
    } finally {
      this.trades -= 1;
    }
  }

  private async trade(authorization: string): Promise<string> {
    const { resource } = this.options;
    const response = await this.ask({
      method: 'POST',
      headers: { authorization, ...forClient() },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource }),
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.status === 429) throw new DomainError('request.too_many');
    if (response.status === 400 || response.status === 401) throw new DomainError('token.key.invalid');
    const answer = tokenAnswer.safeParse(body);
    if (!response.ok || !answer.success)
      throw new DomainError('token.keys.unavailable', { detail: { status: response.status } });
    return answer.data.access_token;
  }

  /** Nothing is followed elsewhere: the request carries a secret. */
  private async ask(request: RequestInit): Promise<Response> {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    try {
      return await fetch(this.options.tokenUrl, { ...request, redirect: 'error', signal });
    } catch (error) {
      throw new DomainError('token.keys.unavailable', { cause: error });
    }
  }
}

/** So that who guesses is counted there by their own address, and not by ours. */
function forClient(): Record<string, string> {
  const address = findContext()?.address;
  return address === undefined ? {} : { 'x-forwarded-for': address };
}
