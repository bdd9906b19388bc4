import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { secondsLater, type Clock } from '../../clock.js';
import type { BrowserSession } from '../../sessions/browser-session.js';
import type { SessionService } from '../../sessions/session.service.js';
import type { UpstreamToken, UpstreamTokens } from '../../tokens/upstream-tokens.js';
import type { UsersRepository } from '../../users/users.repository.js';

export interface SessionTokensOptions {
  readonly sessions: SessionService;
  readonly users: UsersRepository;
  readonly upstream: UpstreamTokens;
  readonly clock: Clock;
}

interface Known {
  readonly session: BrowserSession;
  readonly tokens: Map<string, UpstreamToken>;
  readonly lookAgainAt: Date;
}

const SESSIONS_MAX = 10_000;

/** How long a session is believed without looking; a revocation is heard of at once, by the `sid` of its tokens. */
const LOOK_AGAIN_SECONDS = 30;

/** A token is not handed on in its last minute: the request it opens may take a while. */
const LAST_SECONDS = 60;

/** The tokens that `/verify` hands out for session cookies, each made once and used until it is nearly over. */
export class SessionTokens {
  private readonly known = new LRUCache<string, Known>({ max: SESSIONS_MAX });

  constructor(private readonly options: SessionTokensOptions) {}

  /** What is at hand, without waiting. */
  peek(cookieValue: string, audience: string): string | undefined {
    const known = this.known.get(digestOf(cookieValue));
    const now = this.options.clock();
    if (known === undefined || known.lookAgainAt <= now || known.session.idleExpiresAt <= now) return undefined;
    return usable(known.tokens.get(audience), now);
  }

  /** `undefined` when the session does not hold. */
  async obtain(cookieValue: string, audience: string): Promise<string | undefined> {
    const digest = digestOf(cookieValue);
    const session = await this.options.sessions.resume(cookieValue);
    const user = session && (await this.options.users.find(session.userId));
    if (session === undefined || user?.active !== true) {
      this.known.delete(digest);
      return undefined;
    }
    const tokens = this.known.get(digest)?.tokens ?? new Map<string, UpstreamToken>();
    const now = this.options.clock();
    const held = usable(tokens.get(audience), now);
    if (held === undefined) tokens.set(audience, await this.options.upstream.mint({ session, user }, audience));
    this.known.set(digest, { session, tokens, lookAgainAt: secondsLater(now, LOOK_AGAIN_SECONDS) });
    return tokens.get(audience)?.token;
  }

  /** The token turned out to be revoked or unknown: the next one is a new one. */
  forget(cookieValue: string): void {
    this.known.delete(digestOf(cookieValue));
  }
}

function usable(held: UpstreamToken | undefined, now: Date): string | undefined {
  return held !== undefined && secondsLater(now, LAST_SECONDS) < held.expiresAt ? held.token : undefined;
}

function digestOf(cookieValue: string): string {
  return hash('sha256', cookieValue, 'base64url');
}
