import * as oauth from 'openid-client';
import type { Person } from '../sandbox/people.js';
import type { Addresses } from '../stack/ports/addresses.js';
import { Browser, type Page } from './browser.js';
import { signIn } from './sign-in.js';
import { expectThat } from './step.js';

/** Nothing listens there: the tour reads the answer from the redirect itself, as a native client's callback would. */
const redirectUri = 'http://127.0.0.1:53682/callback';

export interface Granted {
  readonly accessToken: string;
  /** Absent where the person did not allow that the application stays. */
  readonly refreshToken: string | undefined;
  readonly scope: string;
  readonly expiresInSeconds: number;
  readonly clientId: string;
}

/** Authorization code with PKCE (RFC 6749 §4.1, RFC 7636), by a stock client that has registered itself (RFC 7591). */
export async function authorize(
  addresses: Addresses,
  person: Person,
  scope: string,
  resource = addresses.ehrMcp,
): Promise<Granted> {
  return authorizeAs(await register(addresses), person, scope, resource);
}

/** The same by a client that the server knows, or reads about at its address. */
export async function authorizeAs(
  config: oauth.Configuration,
  person: Person,
  scope: string,
  resource: string,
): Promise<Granted> {
  const verifier = oauth.randomPKCECodeVerifier();
  const state = oauth.randomState();
  const url = oauth.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state,
    resource,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  const { url: callback } = await consent(url, person, redirectUri);
  expectThat(callback.searchParams.has('code'), `a code comes back, not ${callback.search || callback.pathname}`);
  const tokens = await oauth.authorizationCodeGrant(
    config,
    callback,
    { pkceCodeVerifier: verifier, expectedState: state },
    { resource },
  );
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    scope: tokens.scope ?? '',
    expiresInSeconds: tokens.expiresIn() ?? 0,
    clientId: config.clientMetadata().client_id,
  };
}

async function register({ issuer }: Addresses): Promise<oauth.Configuration> {
  const metadata = {
    client_name: 'CareGate tour',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    application_type: 'native',
  };
  return oauth.dynamicClientRegistration(new URL(issuer), metadata, oauth.None(), {
    execute: [oauth.allowInsecureRequests],
  });
}

/**
 * Sign-in and consent in a browser of its own, so that nothing is remembered from another step. `until`: where to stop
 * because nothing listens there.
 */
export async function consent(url: URL, person: Person, until?: string): Promise<Page> {
  const browser = new Browser();
  const page = await signIn(browser, await browser.open(url, until), person, until);
  if (!page.html.includes('name="decision"')) return page;
  return browser.submit(page, { decision: 'allow' }, until);
}
