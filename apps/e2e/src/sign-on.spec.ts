import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { authEnvironment, authorize, Browser, signIn, type Page } from '@caregate/dev';
import { withClient } from '@caregate/testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { callTool } from './support/call-tool.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

let stack: SpecStack;
beforeAll(async () => {
  stack = await specStack({ rooms: [...recordRooms, 'edge'] });
}, 120_000);
afterAll(() => stack.end());

const person = (role: string) => {
  const found = stack.people.find((each) => each.role === role);
  if (found === undefined) throw new Error(`no ${role} in the sandbox`);
  return found;
};

/** A command of those who run the service. */
function administer(command: string, more: Record<string, string> = {}) {
  const entry = path.join(stack.installation.programs, 'apps/auth/dist/admin.main.js');
  const env = { ...authEnvironment(stack.installation), ...more };
  return promisify(execFile)(process.execPath, [entry, command], { env });
}

async function signedIn(role: string): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser();
  const start = await browser.open(`${stack.addresses.auth}/auth/sandbox`);
  return { browser, page: await signIn(browser, start, person(role)) };
}

describe('[A06] somebody who signs in for the first time', () => {
  it('gets one account, also when they come a second time', async () => {
    const { email } = person('nurse');
    const query = (sql: string) => withClient(stack.adminUrl, (client) => client.query(sql, [email]));
    await query('DELETE FROM auth.user_account WHERE email = $1');
    await signedIn('nurse');
    await signedIn('nurse');
    const { rows } = await query('SELECT role, active FROM auth.user_account WHERE email = $1');
    expect(rows).toEqual([{ role: 'nurse', active: true }]);
  });
});

describe('[A08] a sign-in', () => {
  it('leaves a cookie that scripts and other sites do not get, and no token in any address', async () => {
    const browser = new Browser();
    const start = await browser.open(`${stack.addresses.auth}/auth/sandbox`);
    const back = await browser.submit(
      start,
      { login: person('doctor').login, password: person('doctor').password },
      `${stack.addresses.auth}/auth/sandbox/callback`,
    );
    const response = await fetch(back.url, {
      redirect: 'manual',
      headers: { cookie: await browser.cookieHeader(back.url.href), accept: 'text/html' },
    });
    const cookies = response.headers.getSetCookie().filter((cookie) => /^(__Host-)?sid=[^;]{20}/.test(cookie));
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/HttpOnly/i);
    expect(cookies[0]).toMatch(/SameSite=Lax/i);
    expect(response.headers.get('location')).not.toMatch(/token|eyJ/);
  });
});

describe('[A05] the way back from the identity provider', () => {
  it.each([
    ['an altered state', (url: URL) => url.searchParams.set('state', 'forged')],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['an altered code', (url: URL) => url.searchParams.set('code', 'forged')],
    ['another issuer (RFC 9207)', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
  ])('is refused with %s, signs nobody in, and is on the trail', async (_case, alter) => {
    const browser = new Browser();
    const start = await browser.open(`${stack.addresses.auth}/auth/sandbox`);
    const { login, password } = person('doctor');
    const back = await browser.submit(start, { login, password }, `${stack.addresses.auth}/auth/sandbox/callback`);
    alter(back.url);
    const page = await browser.open(back.url);
    expect(page.status).toBeGreaterThanOrEqual(400);
    const status = await browser.open(`${stack.addresses.auth}/auth/status`);
    expect(JSON.parse(status.html)).toMatchObject({ authenticated: false });
    const { rows } = await withClient(stack.adminUrl, (client) =>
      client.query(`SELECT count(*)::int AS refused FROM audit.event WHERE event = 'login.refused'`),
    );
    expect(rows[0].refused).toBeGreaterThan(0);
  });

  it('is refused in another browser than the one that began', async () => {
    const browser = new Browser();
    const start = await browser.open(`${stack.addresses.auth}/auth/sandbox`);
    const { login, password } = person('doctor');
    const back = await browser.submit(start, { login, password }, `${stack.addresses.auth}/auth/sandbox/callback`);
    const stranger = new Browser();
    expect((await stranger.open(back.url)).status).toBeGreaterThanOrEqual(400);
  });
});

describe('[T02] signing keys', () => {
  it('are published, and a token of the key before is believed after a rotation', async () => {
    const before = await stack.tokenOf('copilot-studio');
    // Verifiers need time to learn the next key before it signs; the spec cannot wait for that.
    await withClient(stack.adminUrl, (client) =>
      client.query(`UPDATE auth.signing_key SET created_at = created_at - interval '1 hour'`),
    );
    await administer('rotate-keys');
    const after = await untilOtherKey(decodeProtectedHeader(before).kid);
    for (const token of [before, after])
      expect(await callTool(stack.addresses.ehrMcp, token, 'get_patient', { mrn: 'MRN001' })).toMatchObject({
        status: 200,
      });
    const { keys } = (await (await fetch(stack.addresses.jwks)).json()) as { keys: { kid: string }[] };
    expect(keys.map(({ kid }) => kid)).toEqual(
      expect.arrayContaining([decodeProtectedHeader(before).kid, decodeProtectedHeader(after).kid]),
    );
  });

  async function untilOtherKey(kid: string | undefined): Promise<string> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const token = await stack.tokenOf('copilot-studio');
      if (decodeProtectedHeader(token).kid !== kid) return token;
    }
    throw new Error('the rotation did not reach the server');
  }
});

describe('[T01 T15] an access token', () => {
  it('says whose it is, for what and how long, and nothing of a patient', async () => {
    const { accessToken, expiresInSeconds } = await authorize(stack.addresses, person('doctor'), 'read:patients');
    const claims = decodeJwt(accessToken);
    expect(claims).toMatchObject({
      iss: stack.addresses.issuer,
      aud: stack.addresses.ehrMcp,
      role: 'doctor',
      subject_kind: 'user',
      scope: 'read:patients',
      permissions: expect.arrayContaining(['patient:read']),
      jti: expect.any(String),
      sub: expect.any(String),
    });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(600);
    // The client counts down from the answer on.
    expect(expiresInSeconds).toBeLessThanOrEqual(600);
    expect(expiresInSeconds).toBeGreaterThan(570);
  });

  it('lives as long as the operator says, within bounds that are named when they are broken', async () => {
    const started = administer('setup', { ACCESS_TOKEN_SECONDS: '9999999' });
    await expect(started).rejects.toMatchObject({ stderr: expect.stringContaining('ACCESS_TOKEN_SECONDS') });
  });
});

describe('[T03] a token shown to /token/validate', () => {
  const validate = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${stack.addresses.auth}/token/validate`, init);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('is told whose it is, for its own service alone', async () => {
    const { email, role } = person('nurse');
    const { accessToken: token } = await authorize(stack.addresses, person('nurse'), 'read:vitals');
    const { sub } = decodeJwt(token);
    const valid = { valid: true, user_id: sub, email, role, message: 'Token is valid' };
    await expect(validate({ token })).resolves.toMatchObject({ status: 200, body: valid });
    await expect(validate({ token, resource: stack.addresses.ehrMcp })).resolves.toMatchObject({ body: valid });
    for (const body of [{ token, resource: stack.addresses.auth }, { token: `${token}x` }, { token: 'nonsense' }])
      await expect(validate(body)).resolves.toMatchObject({ status: 200, body: { valid: false } });
  });

  it('[T04] is good no more from the moment its owner may not come in', async () => {
    const { accessToken: token } = await authorize(stack.addresses, person('nurse'), 'read:vitals');
    const { accessToken } = await authorize(stack.addresses, person('admin'), 'write:users', stack.addresses.auth);
    const change = (active: boolean) =>
      fetch(`${stack.addresses.auth}/users/${decodeJwt(token).sub}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ active }),
      });
    await expect(validate({ token })).resolves.toMatchObject({ body: { valid: true } });
    expect((await change(false)).status).toBe(200);
    await expect(validate({ token })).resolves.toMatchObject({ body: { valid: false } });
    expect((await change(true)).status).toBe(200);
    await expect(validate({ token })).resolves.toMatchObject({ body: { valid: false } });
  });
});

describe('[G04] /verify', () => {
  const ask = async (headers: Record<string, string>) =>
    fetch(stack.addresses.verify, {
      redirect: 'manual',
      headers: {
        'x-forwarded-method': 'GET',
        'x-forwarded-proto': 'http',
        'x-forwarded-host': 'localhost',
        'x-forwarded-uri': '/imaging/mcp',
        ...headers,
      },
    });

  it('lets a token of that upstream pass, and says who it is', async () => {
    const { imagingMcp } = stack.addresses;
    const { accessToken } = await authorize(stack.addresses, person('doctor'), 'read:imaging', imagingMcp);
    const response = await ask({ authorization: `Bearer ${accessToken}` });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-user-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('cache-control')).toContain('no-store');
  });

  it.each([
    ['no credential', {}],
    ['a token that is none', { authorization: 'Bearer x.y.z' }],
    ['a path that hides another', { 'x-forwarded-uri': '/public/%2e%2e/imaging/mcp' }],
    ['no address at all', { 'x-forwarded-uri': '' }],
    ['an identity that the client claims', { 'x-user-id': 'admin' }],
  ])('refuses %s', async (_case, headers) => {
    const { status } = await ask(headers);
    expect([400, 401]).toContain(status);
  });

  it('turns a session into a token for exactly that upstream', async () => {
    const { browser } = await signedIn('doctor');
    const response = await ask({
      cookie: await browser.cookieHeader(stack.addresses.auth),
      'sec-fetch-site': 'same-origin',
    });
    expect(response.status).toBe(200);
    const token = (response.headers.get('authorization') ?? '').replace(/^Bearer /, '');
    expect(decodeJwt(token)).toMatchObject({ aud: stack.addresses.imagingMcp, role: 'doctor' });
  });
});
