import { SignInOffer } from '../account/sign-in-offer.js';
import { BrowserCookies } from '../login/browser-cookies.js';
import { HomePage } from '../login/home.page.js';
import { configuredProviders } from '../login/configured-providers.js';
import { IdentityProviders } from '../login/identity-providers.js';
import { LoginDoor } from '../login/login-door.js';
import { Provisioning } from '../login/provisioning.service.js';
import { SignInSessions } from '../login/sign-in-session.service.js';
import { SignInService } from '../login/sign-in.service.js';
import { EndSession } from '../oauth/logout/end-session.middleware.js';
import { Pages } from '../pages/pages.js';
import { HostCookie } from '../sessions/session-cookie.js';
import { SessionDoor } from '../sessions/session-door.js';
import { SessionService } from '../sessions/session.service.js';
import type { Foundation } from './foundation.js';

export type SignOn = ReturnType<typeof buildSignOn>;

/** Signing in and out, and who is signed in. */
export function buildSignOn(foundation: Foundation) {
  const { config, repositories, clock, trail, ledger, grants } = foundation;
  const { lifetimes, ownOrigins, publicUrl } = config;
  const place = { secure: publicUrl.startsWith('https:') };
  const sessionService = new SessionService(repositories.sessions, lifetimes, clock);
  const door = new SessionDoor(new HostCookie('sid', place), sessionService, repositories.users);
  const pages = new Pages();
  const providers = new IdentityProviders(configuredProviders(config.providers, config.social, publicUrl));
  const states = repositories.loginStates;
  const { loginStateSeconds, sessionAbsoluteSeconds, sessionIdleSeconds } = lifetimes;
  const signIn = new SignInService({ providers, states, trail, ownOrigins, loginStateSeconds, clock });
  const provisioning = new Provisioning(repositories.users, config.defaultRole, clock);
  const { sessions } = repositories;
  const signInSessions = new SignInSessions({ ledger, provisioning, sessionService, sessions, grants, trail, clock });
  const loginDoor = new LoginDoor({
    providers,
    signIn,
    sessions: signInSessions,
    door,
    browserCookies: new BrowserCookies(place),
    pages,
    ownOrigins,
    landingUrl: config.landingUrl ?? '/',
    sessionSeconds: sessionAbsoluteSeconds,
    sessionIdleSeconds,
    browserSeconds: loginStateSeconds,
  });
  return {
    sessionService,
    door,
    leaving: new EndSession({ door, pages, sessions: signInSessions }),
    pages,
    loginDoor,
    home: new HomePage(door, pages),
    signInOffer: new SignInOffer(providers),
  };
}
