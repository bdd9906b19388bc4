import { sandboxTenants } from '@caregate/testing';
import { Browser } from '../../../testing/browser.fixture.js';
import { givenSocialAuth, type GivenSocialAuth } from '../../../testing/social-auth.fixture.js';
import type { MicrosoftProviderConfig } from '../social-provider.config.js';

type Given = () => GivenSocialAuth;

/** What holds for a sign-in with Microsoft, whichever library speaks with it, at the same local endpoint. */
export function describeMicrosoft(strategy: MicrosoftProviderConfig['strategy']): void {
  describe(`signing in with Microsoft by ${strategy}`, () => {
    let auth: GivenSocialAuth;
    beforeAll(async () => {
      auth = await givenSocialAuth({ MICROSOFT_STRATEGY: strategy });
    });
    afterAll(() => auth.close());
    afterEach(() => {
      const { microsoft } = auth.providers.signers;
      microsoft.alter = (claims) => ({ ...claims });
      microsoft.forge = false;
    });

    // Before anything of Microsoft has been loaded.
    firstSteps(() => auth);
    people(() => auth);
    forgedTokens(() => auth);
    theWayThereAndBack(() => auth);
    changesAndOutages(() => auth);
  });
}

function firstSteps(given: Given): void {
  it('costs the way there when what Microsoft says of itself is a page, and the next one succeeds', async () => {
    const metadata = '/microsoft/common/v2.0/.well-known/openid-configuration';
    const headers = { 'content-type': 'text/html' };
    given().providers.disturb(metadata, { status: 200, headers, body: '<html>maintenance</html>' });
    const page = await new Browser().visit(`${given().url}/auth/microsoft`);
    given().providers.disturb(metadata, undefined);
    expect([page.status, page.headers.get('location')]).toEqual([503, null]);
    expect((await given().signIn('microsoft', 'sarah')).page.status).toBe(303);
  });
}

function people(given: Given): void {
  it('takes one name in two directories for two people, each with the issuer of the directory (feature A02)', async () => {
    await given().signIn('microsoft', 'sarah');
    await given().signIn('microsoft', 'abroad');
    const found = await given().ask<{ issuer: string; subject: string }>(
      'select issuer, subject from auth.user_identity order by issuer',
    );
    expect(found.map(({ issuer }) => issuer)).toEqual(
      sandboxTenants.map((tenant) => `${given().providers.url}/microsoft/${tenant}/v2.0`),
    );
    for (const [at, { subject }] of found.entries())
      expect(subject).toMatch(new RegExp(`^${sandboxTenants[at]}/[-0-9a-f]{36}$`));
  });

  it('believes no address of a directory, whatever is said of it (nOAuth)', async () => {
    given().providers.signers.microsoft.alter = (claims) => ({ ...claims, oid: 'impostor', email_verified: true });
    const { browser } = await given().signIn('microsoft', 'sarah');
    const status = JSON.parse((await browser.visit(`${given().url}/auth/status`)).html) as { user: { email: unknown } };
    expect(status.user.email).toBeNull();
  });
}

function forgedTokens(given: Given): void {
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
    given().providers.signers.microsoft.alter = (claims) => ({ ...claims, ...change });
    const { browser, page } = await given().signIn('microsoft', 'sarah');
    expect(page.status).toBe(401);
    expect((await browser.visit(`${given().url}/auth/status`)).html).toContain('"authenticated":false');
    expect((await given().trail('login.refused')).at(-1)).toMatchObject({
      decision: 'login.provider.refused',
      detail: { provider: 'microsoft' },
    });
  });

  it('refuses an ID token that another key has signed', async () => {
    given().providers.signers.microsoft.forge = true;
    expect((await given().signIn('microsoft', 'sarah')).page.status).toBe(401);
  });
}

function theWayThereAndBack(given: Given): void {
  it('is asked for the account again when an application wants a fresh sign-in, with PKCE, state and nonce', async () => {
    const page = await new Browser().visit(`${given().url}/auth/microsoft?prompt=login`);
    const asked = Object.fromEntries(new URL(page.headers.get('location') ?? '').searchParams);
    expect(asked).toMatchObject({ prompt: 'login', response_type: 'code', response_mode: 'query' });
    expect(asked).toMatchObject({ code_challenge_method: 'S256', scope: 'openid profile email' });
    expect([asked['state'], asked['nonce'], asked['code_challenge']].map((one) => (one ?? '').length >= 32)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is refused with a forged state, a foreign code, and a verifier that is another’s', async () => {
    const forged = await given().answer('microsoft', 'sarah');
    forged.url.searchParams.set('state', 'x'.repeat(43));
    expect((await forged.browser.visit(forged.url)).status).toBe(403);
    const foreign = await given().answer('microsoft', 'sarah');
    foreign.url.searchParams.set('code', 'made-up');
    expect((await foreign.browser.visit(foreign.url)).status).toBe(401);
    const other = await given().answer('microsoft', 'sarah');
    await given().ask(`update auth.login_state set code_verifier = repeat('x', 43)`);
    expect((await other.browser.visit(other.url)).status).toBe(401);
  });
}

function changesAndOutages(given: Given): void {
  it('goes on when Microsoft changes its key', async () => {
    expect((await given().signIn('microsoft', 'sarah')).page.status).toBe(303);
    given().providers.signers.microsoft.roll();
    expect((await given().signIn('microsoft', 'sarah')).page.status).toBe(303);
  });

  it('goes on when Microsoft was not there at first, or was no Microsoft but a page (auth attack 50)', async () => {
    const token = '/microsoft/common/oauth2/v2.0/token';
    const page = { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>maintenance</html>' };
    for (const trouble of ['break', page, { ...page, status: 502 }] as const) {
      const { browser, url } = await given().answer('microsoft', 'sarah');
      given().providers.disturb(token, trouble);
      expect((await browser.visit(url)).status).toBe(503);
      given().providers.disturb(token, undefined);
    }
    expect((await given().signIn('microsoft', 'sarah')).page.status).toBe(303);
  });

  it('asks for what Microsoft says of itself once for many sign-ins', async () => {
    const asked = () => given().providers.requests.filter((line) => line.includes('openid-configuration')).length;
    const before = asked();
    await given().signIn('microsoft', 'sarah');
    await given().signIn('microsoft', 'sarah');
    expect(asked()).toBe(before);
  });
}
