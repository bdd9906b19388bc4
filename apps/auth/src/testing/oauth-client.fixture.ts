import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from './browser.fixture.js';
import { ehrResource } from './auth.fixture.js';

export interface TestClient {
  readonly client_id: string;
  readonly client_secret?: string;
  readonly [member: string]: unknown;
}

/** Nothing listens there: specs read the answer from the redirect. */
export const redirectUri = 'http://127.0.0.1:53682/callback';

export async function register(url: string, metadata: object = {}): Promise<TestClient> {
  const response = await postJson(`${url}/oauth/reg`, {
    client_name: 'Assistant of specs',
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: 'none',
    ...metadata,
  });
  if (response.status !== 201) throw new Error(`registration: ${response.status} ${await response.text()}`);
  return (await response.json()) as TestClient;
}

export function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const sent = { 'content-type': 'application/json', ...headers };
  return fetch(url, { method: 'POST', headers: sent, body: JSON.stringify(body) });
}

export function postForm(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
}

export interface Authorization {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly redirectUri: string;
}

/** An authorization request as a careful client makes one; `parameters` with `undefined` leave one out. */
export function authorizationRequest(
  url: string,
  client: TestClient,
  parameters: Record<string, string | undefined> = {},
): Authorization {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(8).toString('base64url');
  const all: Record<string, string | undefined> = {
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'read:patients read:vitals',
    resource: ehrResource,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  };
  const target = new URL(`${url}/oauth/auth`);
  for (const [name, value] of Object.entries(all)) if (value !== undefined) target.searchParams.set(name, value);
  return { url: target, verifier, state, redirectUri: all['redirect_uri'] ?? redirectUri };
}

/** The consent page that the request leads to, or the address that it ends at. */
export function ask(browser: Browser, { url, redirectUri: until }: Authorization): Promise<Page> {
  return browser.open(url, { until });
}

/** The whole way to a code, with a click on `allow` where it is asked for. */
export async function allow(browser: Browser, request: Authorization): Promise<URL> {
  const page = await ask(browser, request);
  const { redirectUri: until } = request;
  if (page.url.href.startsWith(until)) return page.url;
  return (await browser.submit(page, { decision: 'allow' }, { until })).url;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly token_type: string;
  readonly id_token?: string;
}

export function redeem(
  url: string,
  client: TestClient,
  callback: URL,
  request: Authorization,
  more: Record<string, string> = {},
): Promise<Response> {
  return postForm(`${url}/oauth/token`, {
    grant_type: 'authorization_code',
    client_id: client.client_id,
    ...(client.client_secret === undefined ? {} : { client_secret: client.client_secret }),
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: request.redirectUri,
    code_verifier: request.verifier,
    ...more,
  });
}

/** Registered, allowed and redeemed: what most specs begin with. */
export async function tokensFor(
  url: string,
  browser: Browser,
  { client, parameters = {} }: { client?: TestClient; parameters?: Record<string, string | undefined> } = {},
): Promise<{ client: TestClient; tokens: Tokens }> {
  const registered = client ?? (await register(url));
  const request = authorizationRequest(url, registered, parameters);
  const response = await redeem(url, registered, await allow(browser, request), request);
  if (response.status !== 200) throw new Error(`token: ${response.status} ${await response.text()}`);
  return { client: registered, tokens: (await response.json()) as Tokens };
}

export function refresh(url: string, client: TestClient, refreshToken: string): Promise<Response> {
  return postForm(`${url}/oauth/token`, {
    grant_type: 'refresh_token',
    client_id: client.client_id,
    ...(client.client_secret === undefined ? {} : { client_secret: client.client_secret }),
    refresh_token: refreshToken,
  });
}
