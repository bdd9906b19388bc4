import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { permissionsOf } from '@caregate/core-permissions';
import type { Pages } from '../pages/pages.js';
import { sendPage } from '../pages/send-page.js';
import { assertCsrfToken, csrfTokenFor } from '../sessions/csrf.js';
import { assertFromOwnPage } from '../sessions/own-page.js';
import type { SessionDoor } from '../sessions/session-door.js';
import type { BrowserCookies } from './browser-cookies.js';
import type { IdentityProviders } from './identity-providers.js';
import { logoutPurpose } from './logout-purpose.js';
import type { FormPost, LogoutForm, SignInQuery } from './login.schema.js';
import type { SignInSessions } from './sign-in-session.service.js';
import type { SignInService } from './sign-in.service.js';

export interface LoginDoorOptions {
  readonly providers: IdentityProviders;
  readonly signIn: SignInService;
  readonly sessions: SignInSessions;
  readonly door: SessionDoor;
  readonly browserCookies: BrowserCookies;
  readonly pages: Pages;
  readonly ownOrigins: readonly string[];
  /** Where a sign-in ends that names no address. */
  readonly landingUrl: string;
  readonly sessionSeconds: number;
  readonly sessionIdleSeconds: number;
  readonly browserSeconds: number;
}

const STRANGERS: readonly string[] = ['login.user.inactive', 'login.user.not_admitted'];

/** Between the browser and the sign-in: cookies, redirects and pages. */
export class LoginDoor {
  constructor(private readonly options: LoginDoorOptions) {}

  choose(query: SignInQuery, response: ServerResponse): void {
    const { all } = this.options.providers;
    const choices = all.map(({ name, title }) => ({ title, href: `/auth/${name}${queryText(query)}` }));
    const [only, ...others] = choices;
    if (only !== undefined && others.length === 0) return redirect(response, only.href);
    sendPage(response, this.options.pages.render('login', 'Sign in', { providers: choices }));
  }

  async begin(name: string, query: SignInQuery, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { signIn, browserCookies, browserSeconds } = this.options;
    const { redirectTo, browserId } = await signIn.begin(name, {
      returnTo: query.return_to,
      prompt: query.prompt,
      browserIds: browserCookies.read(request.headers.cookie),
    });
    response.setHeader('set-cookie', browserCookies.set(browserId, browserSeconds));
    redirect(response, redirectTo);
  }

  async complete(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { signIn, sessions, door, browserCookies, landingUrl, sessionSeconds } = this.options;
    const returned = await signIn.complete(name, request.url ?? '', browserCookies.read(request.headers.cookie));
    const previous = await door.sessionOf(request);
    const opened = await sessions.open(returned, previous).catch(async (error: unknown) => {
      await signIn.recordRefusal(name, error);
      const waiting = waitingForAnswer(returned.returnTo, error);
      if (waiting === undefined) throw error;
      return redirect(response, waiting);
    });
    if (opened === undefined) return;
    response.setHeader('set-cookie', door.cookie.set(opened.cookieValue, sessionSeconds));
    response.setHeader('x-session-id', opened.session.publicId);
    redirect(response, returned.returnTo ?? landingUrl);
  }

  /**
   * The form comes from the provider's site, so the browser leaves our Lax cookies out of it. It brings them to the same
   * answer in a query (RFC 6265bis §5.5), where everything is looked at.
   */
  completeByForm(name: string, form: FormPost, response: ServerResponse): void {
    this.options.providers.find(name);
    const query = new URLSearchParams();
    for (const [part, value] of Object.entries(form)) if (value !== undefined) query.set(part, value);
    redirect(response, `/auth/${name}/callback?${query.toString()}`);
  }

  /** Feature A07: what a page needs to know of who is signed in. No token is in it (Pomerium CVE-2024-39315). */
  async status(request: IncomingMessage) {
    const person = await this.options.door.personOf(request);
    if (person === undefined) return { authenticated: false };
    const { session, user } = person;
    const { id, email, name, role, language, preferences } = user;
    return {
      authenticated: true,
      user: { id, email: email ?? null, name, role, permissions: permissionsOf(role), language, preferences },
      session: {
        id: session.publicId,
        expires_at: session.absoluteExpiresAt.toISOString(),
        idle_seconds: this.options.sessionIdleSeconds,
      },
      csrf_token: csrfTokenFor(session, logoutPurpose()),
    };
  }

  /** A link of another site must not sign anybody out: its visitors are asked first. */
  async leaveByLink(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = await this.options.door.sessionOf(request);
    const site = request.headers['sec-fetch-site'];
    if (session === undefined || site === undefined || site === 'same-origin' || site === 'none')
      return this.leave(request, response);
    const csrfToken = csrfTokenFor(session, logoutPurpose());
    sendPage(response, this.options.pages.render('logout', 'Sign out?', { csrfToken }));
  }

  async leaveByForm(form: LogoutForm, request: IncomingMessage, response: ServerResponse): Promise<void> {
    assertFromOwnPage(request.headers, this.options.ownOrigins);
    const session = await this.options.door.sessionOf(request);
    const isPage = session !== undefined && isForm(request);
    if (isPage) assertCsrfToken(session, logoutPurpose(form.back), form.csrf_token);
    await this.leave(request, response, isPage ? form.back : undefined);
  }

  private async leave(request: IncomingMessage, response: ServerResponse, back = '/'): Promise<void> {
    const { door, sessions } = this.options;
    const session = await door.sessionOf(request);
    if (session !== undefined) await sessions.close(session);
    response.setHeader('set-cookie', door.cookie.clear());
    if (request.headers.accept?.includes('text/html') === true) return redirect(response, back);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ message: 'Logged out successfully' }));
  }
}

/** Where an application waits to hear that this person, whom the provider knows, may not come in here. */
function waitingForAnswer(returnTo: string | undefined, error: unknown): string | undefined {
  const isStranger = error instanceof DomainError && STRANGERS.includes(error.code);
  return isStranger && /^\/interaction\/[\w-]{1,64}$/u.test(returnTo ?? '') ? `${returnTo}/denied` : undefined;
}

/** What any page of the web can make a browser send without being asked (Fetch §2.2.2). */
function isForm({ headers }: IncomingMessage): boolean {
  const type = headers['content-type'];
  return type !== undefined && /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)/iu.test(type);
}

function queryText({ return_to: returnTo, prompt }: SignInQuery): string {
  const query = new URLSearchParams();
  if (returnTo !== undefined) query.set('return_to', returnTo);
  if (prompt !== undefined) query.set('prompt', prompt);
  return query.size === 0 ? '' : `?${query.toString()}`;
}

/** RFC 9110 §15.4.4: go on with GET, whatever the method was. */
function redirect(response: ServerResponse, location: string): void {
  if (/[\r\n]/u.test(location)) throw new DomainError('login.return.refused');
  response.writeHead(303, { location, 'content-length': '0', 'cache-control': 'no-store' });
  response.end();
}
