import { Strategy, type Profile } from 'passport-github2';
import type { Exchange } from '../bounded-exchange.js';
import { guardOAuth2 } from '../guarded-oauth2.js';
import { sessionStateStore } from '../session-state-store.js';

export interface GithubStrategyOptions {
  /** Whose accounts these are, for the key of a person. */
  readonly issuer: string;
  readonly apiUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly callbackUrl: string;
  readonly exchange: Exchange;
}

/** The strategy of GitHub with PKCE, bounded calls, and the one address that GitHub has verified as the primary one. */
export class GithubStrategy extends Strategy {
  constructor({ issuer, apiUrl, clientId, clientSecret, callbackUrl, exchange }: GithubStrategyOptions) {
    const options = {
      authorizationURL: `${issuer}/login/oauth/authorize`,
      tokenURL: `${issuer}/login/oauth/access_token`,
      userProfileURL: `${apiUrl}/user`,
      userEmailURL: `${apiUrl}/user/emails`,
      clientID: clientId,
      clientSecret,
      callbackURL: callbackUrl,
      scope: ['user:email'],
      allRawEmails: true,
      pkce: true,
      // Untyped on purpose: the types of the library know no store that keeps a PKCE verifier.
      store: sessionStateStore as never,
    };
    super(options, (_token: string, _refreshToken: string, profile: Profile, verified: Verified) =>
      verified(null, claimsOf(issuer, profile)),
    );
    guardOAuth2(this._oauth2, exchange);
  }

  /** GitHub cannot be made to ask for the password again; to choose the account anew is as near as it comes. */
  override authorizationParams({ prompt }: { prompt?: string }): object {
    return prompt === undefined ? {} : { prompt: 'select_account' };
  }
}

type Verified = (error: null, user: object | false) => void;

interface RawEmail {
  readonly value: string;
  readonly primary?: unknown;
  readonly verified?: unknown;
}

/** The number stays with the account; a login can be given up and taken by somebody else. */
function claimsOf(iss: string, { id, username, displayName, emails = [] }: Profile): object | false {
  if (!/^\d{1,20}$/u.test(id) || typeof username !== 'string') return false;
  const primary = (emails as readonly RawEmail[]).find((email) => email.primary === true);
  const address = { email: primary?.value, email_verified: primary?.verified === true };
  return { iss, sub: id, name: displayName, preferred_username: username, ...address };
}
