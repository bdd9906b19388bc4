import { currentContext } from '@caregate/kit-http';
import type { Clock } from '../clock.js';
import type { GrantEnding } from '../oauth/artifacts/grant-ending.service.js';
import type { RevocationEntry, RevocationLedger } from '../revocations/revocation-ledger.js';
import type { BrowserSession } from '../sessions/browser-session.js';
import type { SessionService } from '../sessions/session.service.js';
import type { SessionsRepository } from '../sessions/sessions.repository.js';
import { userActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { ProviderClaims } from './provider-claims.js';
import type { Admission, Provisioning } from './provisioning.service.js';
import type { SignInReturned } from './sign-in.service.js';

export interface SignInSessionOptions {
  readonly ledger: RevocationLedger;
  readonly provisioning: Provisioning;
  readonly sessionService: SessionService;
  readonly sessions: SessionsRepository;
  readonly grants: GrantEnding;
  readonly trail: AuthTrail;
  readonly clock: Clock;
}

export interface SignedIn extends Admission {
  readonly cookieValue: string;
  readonly session: BrowserSession;
}

/** Begins and ends the session of a browser, with everything that hangs on it. */
export class SignInSessions {
  constructor(private readonly options: SignInSessionOptions) {}

  /** What was signed in before in this browser ends: nobody inherits another's session (GHSA-f24x-5g9q-753f). */
  async open({ provider, claims }: SignInReturned, previous: BrowserSession | undefined): Promise<SignedIn> {
    const { ledger, provisioning, sessionService, trail } = this.options;
    return ledger.during(async (entry) => {
      const admission = await provisioning.admit(provider, claims, entry.manager);
      const { user, change } = admission;
      const actor = userActor(user);
      // As when an administrator changes it: tokens and emergency access are of the role of before.
      if (change === 'role changed') await entry.revoke({ kind: 'subject', value: user.id, reason: change, by: actor });
      if (previous !== undefined) await this.endIn(entry, previous, 'signed in anew');
      const signIn = { userId: user.id, ...meansOf(claims), ...currentContextOfBrowser() };
      const begun = await sessionService.begin(signIn, entry.manager);
      const detail = { provider: provider.name };
      if (change !== undefined)
        await trail.recordIn(entry.manager, 'user.provisioned', {
          actor,
          detail: { ...detail, change, role: user.role },
        });
      const sessionId = begun.session.publicId;
      await trail.recordIn(entry.manager, 'login.succeeded', { actor, sessionId, detail });
      return { ...admission, ...begun };
    });
  }

  /** Signing out: the session and all tokens that came of it (feature A11), by whichever application asked for it. */
  async close(session: BrowserSession, clientId?: string): Promise<void> {
    await this.options.ledger.during(async (entry) => {
      await this.endIn(entry, session, 'signed out');
      const by = clientId === undefined ? {} : { clientId };
      const actor = { kind: 'user', subject: session.userId, ...by } as const;
      await this.options.trail.recordIn(entry.manager, 'logout', { actor, sessionId: session.publicId });
    });
  }

  private async endIn(entry: RevocationEntry, { publicId }: BrowserSession, reason: string): Promise<void> {
    const { sessions, grants, clock } = this.options;
    await sessions.revoke(publicId, clock(), entry.manager);
    await grants.endAllIn(entry, { column: 'uid', value: publicId }, reason);
    await entry.revoke({ kind: 'session', value: publicId, reason });
  }
}

/** RFC 8176; OpenID Connect Core §2. */
function meansOf({ amr, acr }: ProviderClaims) {
  const methods = Array.isArray(amr) ? amr.filter((one): one is string => typeof one === 'string') : [];
  return { amr: methods.slice(0, 10), acr: typeof acr === 'string' ? acr.slice(0, 200) : undefined };
}

function currentContextOfBrowser() {
  const { address, userAgent } = currentContext();
  return { address, userAgent };
}
