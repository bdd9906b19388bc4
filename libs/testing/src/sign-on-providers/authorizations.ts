import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SandboxAccount } from './sandbox-account.js';

/** What a relying party asked for, until somebody has signed in. */
export interface AuthorizationRequest {
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly scope: string;
  readonly nonce: string | undefined;
  /** RFC 7636 §4.3, method S256. */
  readonly challenge: string | undefined;
  readonly responseMode: string;
}

export interface Granted {
  readonly request: AuthorizationRequest;
  readonly account: SandboxAccount;
}

/** What is under way at one provider: requests, codes and access tokens, each opaque and in memory only. */
export class Authorizations {
  private readonly waiting = new Map<string, AuthorizationRequest>();
  private readonly codes = new Map<string, Granted>();
  private readonly tokens = new Map<string, Granted>();

  /** Until somebody has signed in. `scope`: as the provider writes scopes, when not as they were asked for. */
  wait(redirectUri: string, query: URLSearchParams, scope = query.get('scope') ?? ''): string {
    const request = {
      redirectUri,
      state: query.get('state') ?? undefined,
      scope,
      nonce: query.get('nonce') ?? undefined,
      challenge: query.get('code_challenge') ?? undefined,
      responseMode: query.get('response_mode') ?? 'query',
    };
    return keep(this.waiting, request, '');
  }

  find(id: string | null): AuthorizationRequest | undefined {
    return this.waiting.get(id ?? '');
  }

  code(id: string | null, account: SandboxAccount, prefix = ''): string | undefined {
    const request = this.find(id);
    this.waiting.delete(id ?? '');
    return request && keep(this.codes, { request, account }, prefix);
  }

  /** A code is worth something once, at the address it was made for, with the verifier of its challenge. */
  redeem(form: URLSearchParams): Granted | undefined {
    const code = form.get('code') ?? '';
    const granted = this.codes.get(code);
    this.codes.delete(code);
    if (granted === undefined || granted.request.redirectUri !== form.get('redirect_uri')) return undefined;
    const { challenge } = granted.request;
    return challenge === undefined || challenge === challengeOf(form.get('code_verifier') ?? '') ? granted : undefined;
  }

  token(granted: Granted, prefix: string): string {
    return keep(this.tokens, granted, prefix);
  }

  grantedTo(token: string | undefined): Granted | undefined {
    return this.tokens.get(token ?? '');
  }
}

/** Of an account that nobody has, the comparison takes as long. */
export function passwordHolds(account: SandboxAccount | undefined, given: string | null): account is SandboxAccount {
  const equal = timingSafeEqual(digest(account?.password ?? ''), digest(given ?? ''));
  return account !== undefined && account.password !== '' && equal;
}

function keep<T>(store: Map<string, T>, value: T, prefix: string): string {
  const id = `${prefix}${randomBytes(24).toString('base64url')}`;
  store.set(id, value);
  return id;
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
