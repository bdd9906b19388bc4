import { request as plainRequest } from 'node:http';
import { sandboxTenants } from './sandbox-account.js';
import { startSignOnProviders, type SignOnProviders } from './sign-on-providers.js';

const redirectUri = 'http://127.0.0.1:53682/callback';
const party = { clientId: 'client', clientSecret: 'secret', redirectUri };
const accounts = [{ login: 'sarah', name: 'Sarah Smith', email: 'sarah@hosp.example', password: 'a password' }];

describe('the stand-ins for providers', () => {
  let providers: SignOnProviders;
  beforeAll(async () => {
    providers = await startSignOnProviders({ accounts, parties: { google: party, microsoft: party, github: party } });
  });
  afterAll(() => providers.close());

  const begin = (path: string, parameters: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      client_id: 'client',
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid email profile',
      state: 'state-1',
      ...parameters,
    });
    return fetch(`${providers.url}${path}?${query.toString()}`, { redirect: 'manual' });
  };
  const post = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', headers });
  async function answered(page: Response, fields: Record<string, string> = {}): Promise<Response> {
    const html = await page.text();
    const [, action = ''] = /action="([^"]*)"/u.exec(html) ?? [];
    const [, request = ''] = /name="request" value="([^"]*)"/u.exec(html) ?? [];
    return post(action, { request, login: 'sarah', password: 'a password', ...fields });
  }
  const codeOf = (answer: Response) => new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const client = {
    client_id: 'client',
    client_secret: 'secret',
    redirect_uri: redirectUri,
    grant_type: 'authorization_code',
  };

  const doors = [
    ['Google', '/google/o/oauth2/v2/auth'],
    ['Microsoft', '/microsoft/common/oauth2/v2.0/authorize'],
    ['GitHub', '/github/login/oauth/authorize'],
  ] as const;

  it.each(doors)('of %s send nobody to an address that is not registered', async (_name, path) => {
    const answer = await begin(path, { redirect_uri: 'http://evil.example/' });
    expect(answer.headers.get('location') ?? redirectUri).toContain(redirectUri);
    expect((await begin(path, { client_id: 'unknown' })).status).toBeGreaterThanOrEqual(400);
  });

  it.each(doors)('of %s take no wrong password', async (_name, path) => {
    const answer = await answered(await begin(path), { password: 'wrong' });
    expect([answer.status, answer.headers.get('location')]).toEqual([401, null]);
  });

  it('of Google refuse a prompt that Google does not know', async () => {
    expect((await begin('/google/o/oauth2/v2/auth', { prompt: 'login' })).status).toBe(400);
  });

  it('of Google answer an invalid code with 400, and a wrong secret with 401', async () => {
    const url = `${providers.url}/google/token`;
    expect(await (await post(url, { ...client, code: 'x' })).json()).toMatchObject({ error: 'invalid_grant' });
    expect((await post(url, { ...client, client_secret: 'wrong' })).status).toBe(401);
  });

  it('of GitHub say what went wrong with 200, as a form unless JSON is asked for', async () => {
    const url = `${providers.url}/github/login/oauth/access_token`;
    const form = await post(url, { ...client, code: 'x' });
    expect([form.status, new URLSearchParams(await form.text()).get('error')]).toEqual([200, 'bad_verification_code']);
    const json = await post(url, { ...client, code: 'x' }, { accept: 'application/json' });
    expect([json.status, await json.json()]).toMatchObject([200, { error: 'bad_verification_code' }]);
  });

  it('of GitHub show addresses only with their scope, and nothing to who does not name itself', async () => {
    const code = codeOf(await answered(await begin('/github/login/oauth/authorize', { scope: 'read:org' })));
    const answer = await post(`${providers.url}/github/login/oauth/access_token`, { ...client, code });
    const token = new URLSearchParams(await answer.text()).get('access_token') ?? '';
    const headers = { authorization: `token ${token}`, 'user-agent': 'spec' };
    const user = await fetch(`${providers.url}/github/api/v3/user`, { headers });
    expect([user.status, user.headers.get('x-oauth-scopes')]).toEqual([200, 'read:org']);
    expect((await fetch(`${providers.url}/github/api/v3/user/emails`, { headers })).status).toBe(404);
    const nameless = await new Promise<number | undefined>((resolve, reject) => {
      const target = `${providers.url}/github/api/v3/user`;
      const sent = plainRequest(target, { headers: { authorization: `token ${token}` } }, (message) => {
        message.resume();
        resolve(message.statusCode);
      });
      sent.on('error', reject).end();
    });
    expect(nameless).toBe(403);
  });

  it('of Microsoft have one issuer for each directory, and a pattern for all', async () => {
    const documentOf = async (tenant: string) =>
      (await (
        await fetch(`${providers.url}/microsoft/${tenant}/v2.0/.well-known/openid-configuration`)
      ).json()) as object;
    expect(await documentOf('common')).toMatchObject({ issuer: `${providers.url}/microsoft/{tenantid}/v2.0` });
    const [tenant] = sandboxTenants;
    expect(await documentOf(tenant)).toMatchObject({ issuer: `${providers.url}/microsoft/${tenant}/v2.0` });
    expect(await documentOf('nowhere')).toMatchObject({ error: 'invalid_tenant' });
  });

  it('of Microsoft answer by a form when asked to', async () => {
    const path = '/microsoft/common/oauth2/v2.0/authorize';
    const answer = await answered(await begin(path, { response_mode: 'form_post' }));
    expect(await answer.text()).toMatch(
      /action="http:\/\/127\.0\.0\.1:53682\/callback"[^]*name="code"[^]*name="state"/u,
    );
  });

  it('take a code once, at its own address, with its own verifier', async () => {
    const path = '/google/o/oauth2/v2/auth';
    const url = `${providers.url}/google/token`;
    const code = codeOf(await answered(await begin(path)));
    expect((await post(url, { ...client, code })).status).toBe(200);
    expect((await post(url, { ...client, code })).status).toBe(400);
    const elsewhere = codeOf(await answered(await begin(path)));
    expect((await post(url, { ...client, code: elsewhere, redirect_uri: 'http://evil.example/' })).status).toBe(400);
    const bound = codeOf(await answered(await begin(path, { code_challenge: 'x'.repeat(43) })));
    expect((await post(url, { ...client, code: bound, code_verifier: 'wrong' })).status).toBe(400);
  });
});
