import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SandboxAccount } from './sandbox-account.js';

/** What a relying party asked for, until somebody has signed in. */
export interface AuthorizationRequest {
  readonly clientId: string;
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

export interface Redemption {
  readonly code: string | null;
  readonly redirectUri: string | null;
  readonly verifier: string | null;
}

/** What is under way at one provider: requests, codes and access tokens, each opaque and in memory only. */
export class Authorizations {
  private readonly waiting = new Map<string, AuthorizationRequest>();
  private readonly codes = new Map<string, Granted>();
  private readonly tokens = new Map<string, Granted>();

  wait(request: AuthorizationRequest): string {
    return keep(this.waiting, request, '');
  }

  find(id: string | null): AuthorizationRequest | undefined {
    return this.waiting.get(id ?? '');
  }

  code(id: string | null, account: SandboxAccount, prefix = ''): string | undefined {
    const request = this.take(id);
    return request && keep(this.codes, { request, account }, prefix);
  }

  take(id: string | null): AuthorizationRequest | undefined {
    const request = this.find(id);
    this.waiting.delete(id ?? '');
    return request;
  }

  /** A code is worth something once, at the address it was made for, with the verifier of its challenge. */
  redeem({ code, redirectUri, verifier }: Redemption): Granted | undefined {
    const granted = this.codes.get(code ?? '');
    this.codes.delete(code ?? '');
    if (granted === undefined || granted.request.redirectUri !== redirectUri) return undefined;
    const { challenge } = granted.request;
    return challenge === undefined || challenge === challengeOf(verifier ?? '') ? granted : undefined;
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
