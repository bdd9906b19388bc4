import { sandboxTenants } from '@caregate/testing';
import { Browser, hiddenFieldsOf } from '../../testing/browser.fixture.js';
import { givenSocialAuth, type GivenSocialAuth } from '../../testing/social-auth.fixture.js';

describe('signing in with Microsoft', () => {
  let auth: GivenSocialAuth;
  beforeAll(async () => {
    auth = await givenSocialAuth();
  });
  afterAll(() => auth.close());
  afterEach(() => {
    const { microsoft } = auth.providers.signers;
    microsoft.alter = (claims) => ({ ...claims });
    microsoft.forge = false;
  });

  const identities = () =>
    auth.ask<{ issuer: string; subject: string }>('select issuer, subject from auth.user_identity order by issuer');

  it('takes one name in two directories for two people, each with the issuer of the directory (feature A02)', async () => {
    await auth.signIn('microsoft', 'sarah');
    await auth.signIn('microsoft', 'abroad');
    const found = await identities();
    expect(found.map(({ issuer }) => issuer)).toEqual(
      sandboxTenants.map((tenant) => `${auth.providers.url}/microsoft/${tenant}/v2.0`),
    );
    for (const [at, { subject }] of found.entries())
      expect(subject).toMatch(new RegExp(`^${sandboxTenants[at]}/[-0-9a-f]{36}$`));
  });

  it('believes no address of a directory, whatever is said of it (nOAuth)', async () => {
    auth.providers.signers.microsoft.alter = (claims) => ({ ...claims, oid: 'impostor', email_verified: true });
    const { browser } = await auth.signIn('microsoft', 'sarah');
    const status = JSON.parse((await browser.visit(`${auth.url}/auth/status`)).html) as { user: { email: unknown } };
    expect(status.user.email).toBeNull();
  });

  it.each([
    ['the nonce of another sign-in', { nonce: 'another' }],
    ['no nonce', { nonce: undefined }],
    ['another application as audience', { aud: 'somebody-else' }],
    ['several audiences', { aud: ['caregate-microsoft', 'somebody-else'] }],
    ['the issuer of another directory', { iss: `https://login.example/${sandboxTenants[0]}/v2.0` }],
    ['a directory that is not its issuer’s', { tid: sandboxTenants[1] }],
    ['no directory', { tid: undefined }],
    ['no object', { oid: undefined }],
    ['no subject', { sub: undefined }],
    ['an end in the past', { exp: 1_000_000 }],
    ['a beginning in the future', { nbf: 4_000_000_000, exp: 4_000_000_001 }],
    ['a hash of another token', { at_hash: 'x'.repeat(22) }],
  ])('refuses an ID token with %s (feature A05)', async (_case, change) => {
    auth.providers.signers.microsoft.alter = (claims) => ({ ...claims, ...change });
    const { browser, page } = await auth.signIn('microsoft', 'sarah');
    expect(page.status).toBe(401);
    expect((await browser.visit(`${auth.url}/auth/status`)).html).toContain('"authenticated":false');
    expect((await auth.trail('login.refused')).at(-1)).toMatchObject({
      decision: 'login.provider.refused',
      detail: { provider: 'microsoft' },
    });
  });

  it('refuses an ID token that another key has signed', async () => {
    auth.providers.signers.microsoft.forge = true;
    expect((await auth.signIn('microsoft', 'sarah')).page.status).toBe(401);
  });

  it('goes on when Microsoft changes its key', async () => {
    expect((await auth.signIn('microsoft', 'sarah')).page.status).toBe(303);
    auth.providers.signers.microsoft.roll();
    expect((await auth.signIn('microsoft', 'sarah')).page.status).toBe(303);
  });

  it('asks for what Microsoft says of itself once for many sign-ins', async () => {
    const asked = () => auth.providers.requests.filter((line) => line.includes('openid-configuration')).length;
    const before = asked();
    await auth.signIn('microsoft', 'sarah');
    await auth.signIn('microsoft', 'sarah');
    expect(asked()).toBe(before);
  });
});

describe('signing in with Microsoft at one directory, answered by a form', () => {
  let auth: GivenSocialAuth;
  beforeAll(async () => {
    auth = await givenSocialAuth({
      MICROSOFT_TENANT_ID: sandboxTenants[0],
      MICROSOFT_ALLOWED_TENANTS: '',
      MICROSOFT_RESPONSE_MODE: 'form_post',
    });
  });
  afterAll(() => auth.close());

  /** As far as the form that the provider's page sends to us from its own site. */
  async function formOf(browser: Browser, login: string) {
    const page = await browser.open(`${auth.url}/auth/microsoft?return_to=/`);
    return browser.submit(page, { login, password: 'a password of specs' });
  }

  it('works although the browser leaves our cookies out of the form of another site', async () => {
    const browser = new Browser();
    const { html } = await formOf(browser, 'sarah');
    const posted = await fetch(`${auth.url}/auth/microsoft/callback`, {
      method: 'POST',
      body: new URLSearchParams(hiddenFieldsOf(html)),
      redirect: 'manual',
      headers: { origin: auth.providers.url, 'sec-fetch-site': 'cross-site' },
    });
    expect([posted.status, posted.headers.getSetCookie()]).toEqual([303, []]);
    const page = await browser.visit(new URL(posted.headers.get('location') ?? '', auth.url));
    expect(page.headers.get('location')).toBe('/');
    expect((await auth.trail('login.succeeded')).at(-1)).toMatchObject({ detail: { provider: 'microsoft' } });
  });

  it('ends with nobody when the form is sent by whom nobody asked', async () => {
    const page = await new Browser().post(`${auth.url}/auth/microsoft/callback`, { code: 'x', state: 'x'.repeat(32) });
    const location = new URL(page.headers.get('location') ?? '', auth.url);
    expect(location.origin).toBe(auth.url);
    expect((await new Browser().visit(location)).status).toBe(403);
    const unknown = await new Browser().post(`${auth.url}/auth/elsewhere/callback`, { code: 'x' });
    expect(unknown.status).toBe(404);
  });

  it('lets nobody of another directory in, even if the provider would', async () => {
    expect((await formOf(new Browser(), 'abroad')).html).toContain('AADSTS50020');
  });
});

describe('directories of Microsoft that are listed', () => {
  it('are the only ones whose people come in', async () => {
    const auth = await givenSocialAuth({ MICROSOFT_ALLOWED_TENANTS: sandboxTenants[1] });
    const [stranger, listed] = [await auth.signIn('microsoft', 'sarah'), await auth.signIn('microsoft', 'abroad')];
    const refusals = await auth.trail('login.refused');
    await auth.close();
    expect([stranger.page.status, listed.page.status]).toEqual([403, 303]);
    expect(refusals).toMatchObject([{ decision: 'login.user.not_admitted', detail: { provider: 'microsoft' } }]);
  });
});
