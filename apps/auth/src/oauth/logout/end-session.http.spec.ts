import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { KeySeal } from '../../keys/key-seal.js';
import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { hiddenFieldsOf, type Browser } from '../../testing/browser.fixture.js';
import { redirectUri, register, tokensFor, type TestClient } from '../../testing/oauth-client.fixture.js';

const back = 'https://app.example/signed-out?from=here';
const elsewhere = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };

describe('signing out that an application asks for (OpenID Connect RP-Initiated Logout 1.0)', () => {
  let auth: GivenAuth;
  let client: TestClient;
  let other: TestClient;
  beforeAll(async () => {
    auth = await givenAuth();
    client = await register(auth.url, { client_name: 'Ward list', post_logout_redirect_uris: [back, redirectUri] });
    other = await register(auth.url, { post_logout_redirect_uris: ['https://other.example/out'] });
  });
  afterAll(() => auth.close());

  const isSignedIn = async (browser: Browser) =>
    (await browser.visit(`${auth.url}/auth/status`)).html.includes('"authenticated":true');
  const hintFor = async (browser: Browser, as = client) =>
    (await tokensFor(auth.url, browser, { client: as, parameters: { scope: 'openid' } })).tokens.id_token ?? '';
  const leave = (browser: Browser, parameters: Record<string, string>, headers: Record<string, string> = elsewhere) =>
    browser.visit(`${auth.url}/oauth/logout?${new URLSearchParams(parameters).toString()}`, { headers });
  const locationOf = ({ headers }: { headers: Headers }) => headers.get('location');

  it('is in the metadata, and its addresses in the registration', async () => {
    const metadata = await fetch(`${auth.url}/oauth/.well-known/openid-configuration`);
    expect(await metadata.json()).toMatchObject({ end_session_endpoint: `${auth.url}/oauth/logout` });
    expect(client['post_logout_redirect_uris']).toEqual([back, redirectUri]);
  });

  it('ends the sign-in of the ID token as our own button does, and leads back with the state', async () => {
    const browser = await auth.signedIn();
    const hint = await hintFor(browser);
    const answer = await leave(browser, { id_token_hint: hint, post_logout_redirect_uri: back, state: 'a&b' });
    expect([answer.status, locationOf(answer)]).toEqual([303, `${back}&state=a%26b`]);
    expect(await isSignedIn(browser)).toBe(false);
    expect(await browser.cookie(auth.url, 'sid')).toBeUndefined();
    expect((await auth.trail('logout')).at(-1)).toMatchObject({
      actor: { kind: 'user', clientId: client.client_id },
      sessionId: expect.any(String),
    });
  });

  it('takes an ID token that has expired', async () => {
    const browser = await auth.signedIn();
    const claims = decodeJwt(await hintFor(browser));
    const [row] = await auth.ask<{ kid: string; sealed: Buffer }>(
      `select kid, private_key_sealed as sealed from auth.signing_key where state = 'active'`,
    );
    const { kid = '', sealed = Buffer.of() } = row ?? {};
    const key = new KeySeal(auth.config.secrets.keyEncryption).open(kid, sealed);
    await auth.ask(`update auth.session set created_at = created_at - interval '9 minutes'`);
    const iat = Number(claims.iat) - 400;
    const expired = await new SignJWT({ ...claims, iat, exp: iat + 300 })
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(createPrivateKey({ key, format: 'der', type: 'pkcs8' }));
    expect((await leave(browser, { id_token_hint: expired })).status).toBe(303);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('takes a form of the page of another site, which brings no cookies (§2)', async () => {
    const browser = await auth.signedIn();
    const body = new URLSearchParams({ id_token_hint: await hintFor(browser), post_logout_redirect_uri: back });
    const posted = await fetch(`${auth.url}/oauth/logout`, { method: 'POST', body, redirect: 'manual' });
    expect(posted.status).toBe(303);
    const next = new URL(locationOf(posted) ?? '', auth.url);
    expect(locationOf(await browser.visit(next, { headers: elsewhere }))).toBe(back);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it.each<[string, (browser: Browser) => Promise<Record<string, string>>]>([
    ['names nobody', async () => ({ client_id: client.client_id })],
    [
      'brings the ID token of somebody else',
      async () => {
        auth.idp.person = { sub: 'patient', name: 'John Doe', role: 'patient' };
        const another = await auth.signedIn();
        auth.idp.person = { sub: 'doctor', name: 'Dr. Sarah Smith', role: 'doctor' };
        return { id_token_hint: await hintFor(another) };
      },
    ],
    [
      'brings an ID token of before this sign-in',
      async (browser) => {
        const hint = await hintFor(browser);
        await auth.ask(`update auth.session set created_at = now() + interval '5 seconds'`);
        return { id_token_hint: hint };
      },
    ],
  ])('asks the person first when it %s, and then leads back', async (_case, ask) => {
    const browser = await auth.signedIn();
    const page = await leave(browser, { ...(await ask(browser)), post_logout_redirect_uri: back, state: 's' });
    expect(page.html).toContain('Sign out?');
    expect(page.html).toContain('Ward list');
    expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' https://app.example;`);
    expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors 'none'`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await isSignedIn(browser)).toBe(true);
    const after = await browser.submit(page, {}, { until: 'https://app.example/' });
    expect(after.url.href).toBe(`${back}&state=s`);
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('leads from our page nowhere but where the page said, for this very sign-in', async () => {
    const browser = await auth.signedIn();
    const fields = async (of: Browser) =>
      hiddenFieldsOf((await leave(of, { client_id: client.client_id, post_logout_redirect_uri: back })).html);
    const post = (form: Record<string, string>, headers = {}) => browser.post(`${auth.url}/auth/logout`, form, headers);
    const mine = await fields(browser);
    const plain = hiddenFieldsOf((await browser.open(`${auth.url}/`)).html);
    for (const form of [
      { ...mine, back: 'https://evil.example/' },
      { ...plain, back: 'https://evil.example/' },
      { csrf_token: mine['csrf_token'] ?? '' },
      await fields(await auth.signedIn()),
    ])
      expect((await post(form)).status).toBe(403);
    expect((await post(mine, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await isSignedIn(browser)).toBe(true);
    const script = {
      method: 'POST',
      headers: { origin: auth.url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    };
    const byScript = await browser.visit(`${auth.url}/auth/logout`, {
      ...script,
      body: '{"back":"https://evil.example/"}',
    });
    expect(locationOf(byScript)).toBe('/');
  });

  it('leads nowhere when the address is not exactly one of the application', async () => {
    const browser = await auth.signedIn();
    const hint = await hintFor(browser);
    for (const address of [
      'https://evil.example/',
      `${back}&more=1`,
      'https://app.example/signed-out',
      'https://app.example@evil.example/signed-out?from=here',
      'javascript:alert(1)',
      '//evil.example',
      'https://other.example/out',
    ]) {
      const answer = await leave(browser, { id_token_hint: hint, post_logout_redirect_uri: address });
      expect([answer.status, locationOf(answer)]).toEqual([400, null]);
    }
    expect(await isSignedIn(browser)).toBe(true);
    expect((await auth.trail('logout')).at(-1)).toMatchObject({ outcome: 'refused', decision: 'invalid_request' });
    const unnamed = await leave(browser, { post_logout_redirect_uri: 'https://evil.example/' });
    expect(unnamed.html).toContain('Sign out?');
    expect(unnamed.html).not.toContain('evil.example');
    expect((await browser.submit(unnamed, {})).url.origin).toBe(auth.url);
  });

  it('ends nothing by an ID token that is none of ours, or of another application than it says', async () => {
    const browser = await auth.signedIn();
    const hint = await hintFor(browser);
    const claims = decodeJwt(hint);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'x' }).sign(privateKey);
    const { tokens } = await tokensFor(auth.url, browser, { client });
    for (const bad of [new UnsecuredJWT(claims).encode(), forged, tokens.access_token, 'nonsense', ''])
      expect((await leave(browser, { id_token_hint: bad, post_logout_redirect_uri: back })).status).not.toBe(303);
    const foreign = await leave(browser, { id_token_hint: hint, client_id: other.client_id });
    expect(foreign.status).toBe(400);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('leads back at once when nobody is signed in, and says in a frame of another site that it cannot tell', async () => {
    const nobody = await auth.signedIn();
    await leave(nobody, { id_token_hint: await hintFor(nobody) });
    const parameters = { client_id: client.client_id, post_logout_redirect_uri: back };
    expect(locationOf(await leave(nobody, parameters))).toBe(back);
    const otherPort = redirectUri.replace(/:\d+/u, ':60000');
    expect(locationOf(await leave(nobody, { ...parameters, post_logout_redirect_uri: otherPort }))).toBe(otherPort);
    const framed = await leave(nobody, parameters, { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' });
    expect([framed.status, locationOf(framed)]).toEqual([400, null]);
  });

  it('keeps nothing of who comes, whatever they say', async () => {
    const kept = () => auth.ask('select id_hash from auth.oidc_artifact order by 1');
    const before = await kept();
    const parameters = { client_id: client.client_id, post_logout_redirect_uri: back, state: 'a\0b' };
    const url = `${auth.url}/oauth/logout?${new URLSearchParams(parameters).toString()}`;
    expect(locationOf(await fetch(url, { redirect: 'manual' }))).toBe(`${back}&state=a%00b`);
    expect(await kept()).toEqual(before);
    expect(auth.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it.each([
    ['http://app.example/out'],
    ['javascript:alert(1)'],
    ['https://user:pw@app.example/'],
    ['https://a.example/#x'],
  ])('is registered for no address like %s', async (address) => {
    await expect(register(auth.url, { post_logout_redirect_uris: [address] })).rejects.toThrow('400');
  });
});
