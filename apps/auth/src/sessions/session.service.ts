import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { secondsLater, type Clock } from '../clock.js';
import { newOpaqueId, opaqueIdHash, isOpaqueId } from './opaque-id.js';
import type { BrowserSession } from './browser-session.js';
import type { SessionsRepository } from './sessions.repository.js';

export interface SessionLimits {
  readonly sessionIdleSeconds: number;
  readonly sessionAbsoluteSeconds: number;
}

export interface SignIn {
  readonly userId: string;
  readonly amr: readonly string[];
  readonly acr?: string | undefined;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

/** Each request of a busy page need not write: the idle limit moves on in steps of this size. */
const TOUCH_STEP_SECONDS = 30;

/** Sign-ins in browsers: idle and absolute limits of HIPAA 45 CFR 164.312(a)(2)(iii), automatic logoff. */
export class SessionService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly limits: SessionLimits,
    private readonly clock: Clock,
  ) {}

  /** Always a new id, so that one planted before the sign-in is worth nothing after it (CVE-2022-25896). */
  async begin(signIn: SignIn, manager: EntityManager): Promise<{ cookieValue: string; session: BrowserSession }> {
    const cookieValue = newOpaqueId();
    const now = this.clock();
    const session: BrowserSession = {
      publicId: randomUUID(),
      userId: signIn.userId,
      csrfSecret: randomBytes(32),
      amr: signIn.amr,
      ...(signIn.acr === undefined ? {} : { acr: signIn.acr }),
      createdAt: now,
      lastSeenAt: now,
      idleExpiresAt: secondsLater(now, this.limits.sessionIdleSeconds),
      absoluteExpiresAt: secondsLater(now, this.limits.sessionAbsoluteSeconds),
    };
    const { address, userAgent } = signIn;
    await this.sessions.insert({ ...session, idHash: opaqueIdHash(cookieValue), address, userAgent }, manager);
    return { cookieValue, session };
  }

  /** The session behind a cookie, if it holds; looking at it counts as being there. */
  async resume(cookieValue: string | undefined): Promise<BrowserSession | undefined> {
    if (!isOpaqueId(cookieValue)) return undefined;
    const session = await this.sessions.findLive(opaqueIdHash(cookieValue), this.clock());
    if (session !== undefined) await this.touch(session);
    return session;
  }

  /** Moves the idle limit, at most once in half a minute. Answers the session as it is now. */
  async touch(session: BrowserSession): Promise<BrowserSession> {
    const now = this.clock();
    if (now.getTime() - session.lastSeenAt.getTime() < TOUCH_STEP_SECONDS * 1000) return session;
    const idleExpiresAt = secondsLater(now, this.limits.sessionIdleSeconds);
    await this.sessions.touch(session.publicId, now, idleExpiresAt);
    return { ...session, lastSeenAt: now, idleExpiresAt };
  }
}
