import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { Browser } from '../testing/browser.fixture.js';
import { refresh, tokensFor } from '../testing/oauth-client.fixture.js';
import { rawRequest } from '../testing/raw-request.fixture.js';
import { until } from '../testing/until.fixture.js';

describe('the service', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  it('tells how its parts are', async () => {
    const answer = await fetch(`${auth.url}/ready`);
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      {
        status: 'healthy',
        service: 'auth',
        checks: { database: {}, audit: {}, messaging: {}, revocations: {}, 'audit-anchor': {}, clock: {} },
      },
    ]);
  });

  it('counts what /verify answers, among what it tells Prometheus', async () => {
    await fetch(auth.verifyUrl);
    const text = await (await fetch(`${auth.url}/metrics`)).text();
    expect(text).toMatch(/caregate_forward_auth_answers\{outcome="refused",service="auth"\} [1-9]/);
  });

  it('writes neither token nor code nor cookie nor name into its log', async () => {
    const browser = await auth.signedIn();
    const { tokens } = await tokensFor(auth.url, browser);
    await browser.visit(`${auth.url}/auth/status`);
    const log = auth.log.join('');
    expect(log).toContain('"route":"/oauth/*"');
    const secrets = [tokens.access_token, tokens.refresh_token, await browser.cookie(auth.url, 'sid'), 'Sarah Smith'];
    for (const secret of secrets) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/"level":"(error|fatal)"/);
  });

  it('is on the trail with its start', async () => {
    expect(await auth.trail('service.started')).toMatchObject([{ actor: { kind: 'service', subject: 'auth' } }]);
  });

  it('shows its start page and its styles to everybody', async () => {
    const page = await new Browser().open(`${auth.url}/`);
    expect([page.status, page.html.includes('Sign in')]).toEqual([200, true]);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const style = await fetch(`${auth.url}/assets/style.css`);
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('lets nobody in and issues nothing when the trail cannot be written', async () => {
    const browser = await auth.signedIn();
    const { client, tokens } = await tokensFor(auth.url, browser);
    const [sessions, issued] = [await count('auth.session'), await count('auth.issued_token')];
    await auth.ask('revoke execute on all functions in schema audit from caregate_auth, public');
    const page = await new Browser().open(`${auth.url}/login`);
    const refreshed = await refresh(auth.url, client, tokens.refresh_token);
    const verified = await rawRequest(auth.verifyUrl, { lines: forwarded(tokens.access_token) });
    await auth.ask('grant execute on all functions in schema audit to caregate_auth');
    expect([page.status, refreshed.status, verified.status]).toEqual([503, 503, 503]);
    expect(await refreshed.json()).toMatchObject({ error: 'temporarily_unavailable' });
    expect(refreshed.headers.get('retry-after')).toBe('2');
    expect([await count('auth.session'), await count('auth.issued_token')]).toEqual([sessions, issued]);
  });

  it('lets nobody through when it cannot know what has been revoked, and does again when it can', async () => {
    const { tokens } = await tokensFor(auth.url, await auth.signedIn());
    const verify = async () => (await rawRequest(auth.verifyUrl, { lines: forwarded(tokens.access_token) })).status;
    expect(await verify()).toBe(200);
    await auth.ask('revoke select on access.revocation from caregate_auth');
    await until(async () => (await verify()) === 503, 10_000);
    await auth.ask('grant select on access.revocation to caregate_auth');
    await until(async () => (await verify()) === 200, 10_000);
  });

  const count = async (table: string) => (await auth.ask(`select from ${table}`)).length;
});

function forwarded(token: string): string[] {
  const request = { Method: 'GET', Proto: 'http', Host: 'care.example', Uri: '/ehr/x' };
  const lines = Object.entries(request).flatMap(([name, value]) => [`X-Forwarded-${name}`, value]);
  return [...lines, 'Authorization', `Bearer ${token}`];
}
