import { sandboxTenants } from '@caregate/testing';
import { Browser, hiddenFieldsOf } from '../../../testing/browser.fixture.js';
import { givenSocialAuth, type GivenSocialAuth } from '../../../testing/social-auth.fixture.js';

describe.each(['passport-azure-ad', 'openid-client'])(
  'signing in with Microsoft at one directory by %s, answered by a form',
  (strategy) => {
    let auth: GivenSocialAuth;
    beforeAll(async () => {
      auth = await givenSocialAuth({
        MICROSOFT_TENANT_ID: sandboxTenants[0],
        MICROSOFT_ALLOWED_TENANTS: '',
        MICROSOFT_RESPONSE_MODE: 'form_post',
        MICROSOFT_STRATEGY: strategy,
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
      const page = await new Browser().post(`${auth.url}/auth/microsoft/callback`, {
        code: 'x',
        state: 'x'.repeat(32),
      });
      const location = new URL(page.headers.get('location') ?? '', auth.url);
      expect(location.origin).toBe(auth.url);
      expect((await new Browser().visit(location)).status).toBe(403);
      const unknown = await new Browser().post(`${auth.url}/auth/elsewhere/callback`, { code: 'x' });
      expect(unknown.status).toBe(404);
    });

    it('lets nobody of another directory in, even if the provider would', async () => {
      expect((await formOf(new Browser(), 'abroad')).html).toContain('AADSTS50020');
    });
  },
);
