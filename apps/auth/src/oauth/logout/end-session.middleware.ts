import type { KoaContextWithOIDC } from 'oidc-provider';
import { epochSeconds } from '../../clock.js';
import { logoutPurpose } from '../../login/logout-purpose.js';
import type { SignInSessions } from '../../login/sign-in-session.service.js';
import type { Pages } from '../../pages/pages.js';
import { formTargetOf, pageHeaders } from '../../pages/send-page.js';
import type { BrowserSession } from '../../sessions/browser-session.js';
import { csrfTokenFor } from '../../sessions/csrf.js';
import type { SessionDoor } from '../../sessions/session-door.js';
import { registeredClientOf } from '../provider/registered-client.js';

export interface EndSessionOptions {
  readonly door: SessionDoor;
  readonly sessions: Pick<SignInSessions, 'close'>;
  readonly pages: Pages;
}

/**
 * OpenID Connect RP-Initiated Logout 1.0. The library judges the request: whose ID token it is, and whether the address is
 * one of that application. Its session is none (gap G9), so what ends is ours, as at `/auth/logout`.
 */
export class EndSession {
  constructor(private readonly options: EndSessionOptions) {}

  async after(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    if (ctx.oidc?.route !== 'end_session' || ctx.status !== 200) return;
    const { door, sessions } = this.options;
    const session = await door.sessionOf(ctx.req);
    if (session === undefined && isFramedElsewhere(ctx)) return this.refuse(ctx);
    if (session !== undefined && !isMeant(session, ctx)) return this.ask(ctx, session);
    if (session !== undefined) await sessions.close(session, ctx.oidc.client?.clientId);
    ctx.append('set-cookie', door.cookie.clear());
    ctx.status = 303;
    ctx.set('location', addressBack(ctx) ?? '/');
    ctx.body = '';
  }

  private ask(ctx: KoaContextWithOIDC, session: BrowserSession): void {
    const back = addressBack(ctx);
    const { client } = ctx.oidc;
    ctx.set(pageHeaders(back === undefined ? [] : [formTargetOf(back)]));
    ctx.body = this.options.pages.render('logout', 'Sign out?', {
      clientName: client && (registeredClientOf(client).appName ?? client.clientId),
      back,
      csrfToken: csrfTokenFor(session, logoutPurpose(back)),
    });
  }

  private refuse(ctx: KoaContextWithOIDC): void {
    ctx.status = 400;
    ctx.state['refusal'] = 'invalid_request';
    ctx.set(pageHeaders());
    const message = 'Signing out needs a page of its own: within one of another site, browsers do not say who is here.';
    ctx.body = this.options.pages.render('message', 'This is not possible', { message });
  }
}

/** §2: whoever is not surely the one of that ID token is asked; one from before cannot be of this sign-in. */
function isMeant({ userId, createdAt }: BrowserSession, { oidc: { entities } }: KoaContextWithOIDC): boolean {
  const { sub, iat } = entities.IdTokenHint?.payload ?? {};
  return sub === userId && Number(iat) >= epochSeconds(createdAt);
}

/** §3: where to go afterwards, if the library left it there. */
function addressBack({ oidc: { params } }: KoaContextWithOIDC): string | undefined {
  const { post_logout_redirect_uri: address, state } = params ?? {};
  if (typeof address !== 'string') return undefined;
  const back = new URL(address);
  if (typeof state === 'string') back.searchParams.set('state', state);
  return back.href;
}

/** A frame of another site comes without our Lax cookies (RFC 6265bis §5.2), as if nobody were signed in. */
function isFramedElsewhere({ req: { headers } }: KoaContextWithOIDC): boolean {
  return headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-dest'] !== 'document';
}
