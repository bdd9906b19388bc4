import { decodeJwt } from 'jose';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ClientCredentials } from '../admin/credentials-file.js';
import { withAdminTools } from '../admin/admin-tools.js';
import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { postForm, register, type Tokens } from '../testing/oauth-client.fixture.js';

describe('a machine with client credentials', () => {
  let auth: GivenAuth;
  let copilot: ClientCredentials;
  const file = path.join(os.tmpdir(), `caregate-clients-${randomUUID()}.json`);
  beforeAll(async () => {
    auth = await givenAuth();
    const all = await withAdminTools(auth.config, ({ seedClients }) => seedClients.run(file));
    const found = all.find(({ app_id: appId }) => appId === 'copilot-studio');
    if (found === undefined) throw new Error('copilot-studio was not made');
    copilot = found;
  });
  afterAll(async () => {
    await auth.close();
    await rm(file, { force: true });
  });

  const ask = (fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    postForm(`${auth.url}/oauth/token`, { grant_type: 'client_credentials', ...fields }, headers);
  const secret = () => ({ client_id: copilot.client_id, client_secret: copilot.client_secret });

  it('gets a token for an hour that names its application, role and scopes (feature T12)', async () => {
    const response = await ask({ ...secret(), app_id: 'copilot-studio', resource: ehrResource });
    const tokens = (await response.json()) as Tokens;
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(tokens.scope.split(' ').sort()).toEqual([...copilot.scopes].sort());
    const claims = decodeJwt(tokens.access_token);
    expect(claims).toMatchObject({
      sub: copilot.client_id,
      client_id: copilot.client_id,
      app_id: 'copilot-studio',
      app_name: 'Microsoft Copilot Studio',
      subject_kind: 'client',
      role: 'doctor',
      aud: ehrResource,
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3600);
    expect(tokens).not.toHaveProperty('refresh_token');
  });

  it('may send its credentials in the header, and neither resource nor scope nor app_id', async () => {
    const basic = Buffer.from(`${copilot.client_id}:${copilot.client_secret}`).toString('base64');
    const response = await ask({}, { authorization: `Basic ${basic}` });
    expect(decodeJwt(((await response.json()) as Tokens).access_token).aud).toBe(ehrResource);
  });

  it.each(['Basic   ', 'basic  ', 'BASIC '])('may write its credentials after %j (RFC 9110 §11.4)', async (scheme) => {
    const pair = Buffer.from(`${copilot.client_id}:${copilot.client_secret}`).toString('base64');
    expect((await ask({}, { authorization: `${scheme}${pair}` })).status).toBe(200);
    expect((await ask({}, { authorization: `${scheme.trim()}\t${pair}` })).status).toBe(401);
  });

  it('gets of its scopes those it asks for', async () => {
    const response = await ask({ ...secret(), scope: 'read:labs write:labs' });
    expect(await response.json()).toMatchObject({ scope: 'read:labs' });
  });

  it('is refused scopes it does not have', async () => {
    const response = await ask({ ...secret(), scope: 'write:labs read:audit' });
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_scope' }]);
  });

  it.each([
    ['a wrong secret', () => ({ ...secret(), client_secret: 'x'.repeat(64) })],
    ['no secret (the older gateway let it in)', () => ({ client_id: copilot.client_id })],
    ['an unknown id', () => ({ ...secret(), client_id: 'client_nobody' })],
    ['the id of another application', () => ({ ...secret(), app_id: 'nurse-station' })],
  ])('is refused with %s', async (_case, fields) => {
    const response = await ask(fields());
    expect([response.status, await response.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    expect((await auth.trail('token.refused')).at(-1)).toMatchObject({ decision: 'invalid_client' });
  });

  it('is refused with the hash of its secret, which is all that the database has', async () => {
    const [row] = await auth.ask<{ secret_hash: Buffer }>(
      'select secret_hash from auth.oauth_client where client_id = $1',
      [copilot.client_id],
    );
    const response = await ask({ ...secret(), client_secret: row?.secret_hash.toString('base64url') ?? '' });
    expect(response.status).toBe(401);
  });

  it('is refused for a resource that nobody knows', async () => {
    const response = await ask({ ...secret(), resource: 'http://elsewhere.example/' });
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_target' }]);
  });

  it('is nobody who registered itself: such a client acts for people only (gap G3)', async () => {
    const client = await register(auth.url, { token_endpoint_auth_method: 'client_secret_post' });
    const response = await ask({ client_id: client.client_id, client_secret: client.client_secret ?? '' });
    expect([response.status, await response.json()]).toMatchObject([400, { error: 'unauthorized_client' }]);
  });

  it('is on the trail with every token', async () => {
    const before = (await auth.trail('token.issued')).length;
    await ask(secret());
    const issued = await auth.trail('token.issued');
    expect(issued).toHaveLength(before + 1);
    expect(issued.at(-1)).toMatchObject({ actor: { kind: 'client', subject: copilot.client_id, role: 'doctor' } });
  });

  it('is refused as soon as it is not active any more', async () => {
    await auth.ask('update auth.oauth_client set active = false where client_id = $1', [copilot.client_id]);
    expect((await ask(secret())).status).toBe(401);
    await auth.ask('update auth.oauth_client set active = true where client_id = $1', [copilot.client_id]);
  });
});
