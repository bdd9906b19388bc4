import { decodeJwt } from 'jose';
import { asRole } from '../../testing/admin.fixture.js';
import { ehrResource, givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { postForm, postJson, refresh, register, tokensFor, type Tokens } from '../../testing/oauth-client.fixture.js';
import { until } from '../../testing/until.fixture.js';
import { service } from '../../trail/actors.js';
import { withOAuthAdmin } from './with-oauth-admin.js';

const signing = { token_endpoint_auth_method: 'private_key_jwt' };
const machine = { app_id: 'laboratory', app_name: 'Laboratory', role: 'nurse', scopes: ['read:patients'] };

describe('administering clients and tokens (feature T18)', () => {
  let auth: GivenAuth;
  let admin: Awaited<ReturnType<typeof asRole>>;
  beforeAll(async () => {
    auth = await givenAuth();
    admin = await asRole(auth, 'admin');
  });
  afterAll(() => auth.close());

  const command = <T>(work: Parameters<typeof withOAuthAdmin<T>>[1]) => withOAuthAdmin(auth.config, work);
  const json = async <T>(response: Promise<Response>) => (await (await response).json()) as T;
  const added = (body: object = machine) =>
    json<{ client_id: string; client_secret: string }>(admin('/oauth-admin/clients', { method: 'POST', body }));
  const machineToken = (client: { client_id: string; client_secret: string }) =>
    postForm(`${auth.url}/oauth/token`, { grant_type: 'client_credentials', ...client });
  const isGood = async (token: string) =>
    (await json<{ valid: boolean }>(postJson(`${auth.url}/token/validate`, { token }))).valid;

  it('registers a machine whose secret is told once and is in no dump (features T13, T14)', async () => {
    const client = await added();
    const tokens = await json<Tokens>(machineToken(client));
    expect(decodeJwt(tokens.access_token)).toMatchObject({ app_id: 'laboratory', role: 'nurse', aud: ehrResource });
    const shown = await json<object>(admin(`/oauth-admin/clients/${client.client_id}`));
    expect(shown).toMatchObject({ app_name: 'Laboratory', has_secret: true });
    expect(JSON.stringify(shown)).not.toContain(client.client_secret);
    const rows = await auth.ask<{ dump: string }>('select c::text as dump from auth.oauth_client c');
    expect(rows.some(({ dump }) => dump.includes(client.client_secret))).toBe(false);
    expect((await auth.trail('oauth.client.registered')).at(-1)).toMatchObject({
      actor: { kind: 'user' },
      entity: { type: 'OAuthClient', id: client.client_id },
    });
  });

  it('tells no secret to a machine that signs, as it has none', async () => {
    const keys = [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }];
    const client = await added({ ...machine, ...signing, jwks: { keys } });
    expect(client).toMatchObject({ client_secret: null, api_key: null });
    const shown = await json<object>(admin(`/oauth-admin/clients/${client.client_id}`));
    expect(shown).toMatchObject({ has_secret: false, metadata: { jwks: { keys } } });
  });

  it.each(['clients', 'tokens'])('knows nothing of %s that are not there', async (kind) => {
    expect((await admin(`/oauth-admin/${kind}/nothing`)).status).toBe(404);
  });

  it('gives a machine its id and secret in one word too, this once, and nobody else has such a key (feature A14)', async () => {
    const client = await json<Record<string, string>>(admin('/oauth-admin/clients', { method: 'POST', body: machine }));
    const { client_id: id, client_secret: secret, api_key: key = '' } = client;
    expect(key).toMatch(/^cgk_[\w-]+$/);
    expect(Buffer.from(key.slice(4), 'base64url').toString()).toBe(`${id}:${secret}`);
    const rows = await auth.ask<{ dump: string }>('select c::text as dump from auth.oauth_client c');
    expect(rows.some(({ dump }) => dump.includes(key))).toBe(false);
    expect(auth.log.some((line) => line.includes(key))).toBe(false);
    const { role: _role, ...forPeople } = { ...machine, redirect_uris: ['https://app.example/cb'] };
    expect(await added(forPeople)).toMatchObject({ api_key: null });
  });

  it('lets an application of people lead them back after they signed out', async () => {
    const { role: _role, ...forPeople } = { ...machine, redirect_uris: ['https://app.example/cb'] };
    const back = 'https://app.example/bye';
    const { client_id: id } = await added({ ...forPeople, post_logout_redirect_uris: [back] });
    const leaving = new URLSearchParams({ client_id: id ?? '', post_logout_redirect_uri: back }).toString();
    const answer = await fetch(`${auth.url}/oauth/logout?${leaving}`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, back]);
  });

  it('gives a machine that ends no token that lasts longer, and none afterwards; being used prolongs nothing', async () => {
    const ends = Math.floor(Date.now() / 1000) + 100;
    const client = await added({ ...machine, expires_at: new Date(ends * 1000).toISOString() });
    const { client_id, client_secret } = client;
    const ask = () => machineToken({ client_id, client_secret });
    for (const time of ['first', 'second', 'third']) {
      const tokens = await json<Tokens>(ask());
      expect([time, decodeJwt(tokens.access_token).exp]).toEqual([time, ends]);
      expect(tokens.expires_in).toBeLessThanOrEqual(100);
    }
    await auth.ask(`update auth.oauth_client set expires_at = now() where client_id = $1`, [client_id]);
    expect((await ask()).status).toBe(401);
  });

  it.each([
    ['the role of an administrator', { ...machine, role: 'admin' }],
    ['a role that nobody knows', { ...machine, role: 'root' }],
    ['keys beside a secret', { ...machine, jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] } }],
    ['no keys to sign by', { ...machine, ...signing }],
    ['a scope that nobody knows', { ...machine, scopes: ['write:everything'] }],
    ['a role for who cannot prove who it is', { ...machine, token_endpoint_auth_method: 'none' }],
    ['the name of those that registered themselves', { ...machine, app_id: 'dynamic' }],
    ['an end that is no time', { ...machine, expires_at: 'tomorrow' }],
    ['an end that is past', { ...machine, expires_at: '2020-01-01T00:00:00Z' }],
    ['script to return to', { ...machine, redirect_uris: ['javascript:alert(1)'] }],
    ['script to return to after signing out', { ...machine, post_logout_redirect_uris: ['javascript:alert(1)'] }],
    ['a key that both sides know', { ...machine, ...signing, jwks: { keys: [{ kty: 'oct' }] } }],
    [
      'a private key',
      { ...machine, ...signing, jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' }] } },
    ],
  ])('registers no machine with %s', async (_case, body) => {
    expect((await admin('/oauth-admin/clients', { method: 'POST', body })).status).toBe(400);
  });

  it('is for administrators only', async () => {
    const doctor = await asRole(auth, 'doctor');
    for (const path of ['clients', 'tokens', 'grants', 'stats']) {
      expect((await doctor(`/oauth-admin/${path}`)).status).toBe(403);
      expect((await fetch(`${auth.url}/oauth-admin/${path}`)).status).toBe(401);
    }
    const purge = await doctor('/oauth-admin/purge', { method: 'POST', body: { dry_run: false } });
    expect(purge.status).toBe(403);
  });

  it('removes a client with its tokens, by REST and by command, at once in the running server', async () => {
    const [one, other] = [await added(), await added()];
    const [first, second] = [await json<Tokens>(machineToken(one)), await json<Tokens>(machineToken(other))];
    const byRest = await admin(`/oauth-admin/clients/${one.client_id}`, { method: 'DELETE', body: { reason: 'gone' } });
    expect(byRest.status).toBe(204);
    await command(({ admin: tools }) => tools.removeClient(other.client_id, 'gone', service));
    await until(async () => !(await isGood(first.access_token)) && !(await isGood(second.access_token)));
    expect([(await machineToken(one)).status, (await machineToken(other)).status]).toEqual([401, 401]);
    expect((await auth.trail('oauth.client.removed')).map(({ decision }) => decision)).toEqual(['gone', 'gone']);
    const again = command(({ admin: tools }) => tools.removeClient(other.client_id, 'gone', service));
    await expect(again).rejects.toThrow('oauth.client.not_found');
  });

  it('lists tokens without showing one, and revokes one', async () => {
    const { tokens } = await tokensFor(auth.url, await auth.signedIn());
    const { jti = '', sub } = decodeJwt(tokens.access_token);
    const listed = await json<{ tokens: { jti: string }[] }>(admin(`/oauth-admin/tokens?user=${sub}`));
    expect(listed.tokens.map((token) => token.jti)).toContain(jti);
    expect(JSON.stringify(listed)).not.toContain(tokens.access_token.split('.')[2]);
    await command(({ admin: tools }) => tools.revokeToken(jti, 'lost laptop', service));
    await until(async () => !(await isGood(tokens.access_token)));
    expect((await auth.trail('token.revoked')).at(-1)).toMatchObject({ tokenId: jti, decision: 'lost laptop' });
  });

  it('lists what a person allowed, and takes it back for them', async () => {
    const client = await register(auth.url);
    const { tokens } = await tokensFor(auth.url, await auth.signedIn(), { client });
    const { grants } = await json<{ grants: { id: string }[] }>(
      admin(`/oauth-admin/grants?client=${client.client_id}`),
    );
    expect(grants).toHaveLength(1);
    const path = `/oauth-admin/grants/${grants[0]?.id}`;
    expect((await admin(path, { method: 'DELETE', body: { reason: 'on request' } })).status).toBe(204);
    expect((await refresh(auth.url, client, tokens.refresh_token)).status).toBe(400);
    await until(async () => !(await isGood(tokens.access_token)));
  });

  it('counts first and removes then what nobody can use any more', async () => {
    const client = await register(auth.url);
    await auth.ask(`update auth.oauth_client set expires_at = now() - interval '1 day' where client_id = $1`, [
      client.client_id,
    ]);
    const there = async () =>
      (await auth.ask('select from auth.oauth_client where client_id = $1', [client.client_id])).length;
    const dry = await json<{ clients: number }>(admin('/oauth-admin/purge', { method: 'POST', body: {} }));
    expect([dry.clients, await there()]).toEqual([1, 1]);
    const wet = await command(({ admin: tools }) => tools.purge(false, service));
    expect([wet.clients, await there()]).toEqual([1, 0]);
    expect((await auth.trail('oauth.purged')).at(-1)).toMatchObject({ detail: { clients: 1 } });
  });

  it('counts what there is', async () => {
    const stats = await json<{ clients: { active: number } }>(admin('/oauth-admin/stats'));
    const [row] = await auth.ask<{ count: number }>(
      'select count(*)::int as count from auth.oauth_client where active',
    );
    expect(stats.clients.active).toBe(row?.count);
  });

  it.each([
    ['GET', '/oauth-admin/clients?client=%00', undefined],
    ['GET', '/oauth-admin/clients/%00', undefined],
    ['GET', '/oauth-admin/tokens/%00', undefined],
    ['DELETE', '/oauth-admin/clients/%00', { reason: 'x' }],
    ['POST', '/oauth-admin/clients', { ...machine, app_name: 'a\0b' }],
    ['GET', '/audit/user/%00', undefined],
    ['GET', '/access/relations?subject=%00', undefined],
    ['POST', '/access/revocations', { kind: 'token', value: 'a\0b', reason: 'x' }],
  ])('takes %s %s for a mistake of the caller, as nothing here has the character NUL', async (method, path, body) => {
    const answer = await admin(path, { method, ...(body === undefined ? {} : { body }) });
    expect(await answer.json()).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('brings back from a backup what is gone, and nothing else; a changed backup brings back nothing', async () => {
    const ends = new Date(Date.now() + 3_600_000).toISOString();
    const client = await added({ ...machine, app_id: 'restored', expires_at: ends });
    const backup = await command(({ admin: tools }) => tools.backup(service));
    expect(await auth.trail('oauth.backed-up')).toHaveLength(1);
    expect(backup).not.toContain(client.client_secret);
    await auth.ask('delete from auth.oauth_client where client_id = $1', [client.client_id]);
    const restore = (text: string, dryRun: boolean) =>
      command(({ admin: tools }) => tools.restore(text, dryRun, service));
    await expect(restore(backup.replace('nurse', 'admin'), false)).rejects.toThrow('oauth.backup.unreadable');
    expect(await restore(backup, true)).toMatchObject({ restored: 1 });
    expect((await machineToken(client)).status).toBe(401);
    expect(await restore(backup, false)).toMatchObject({ restored: 1 });
    expect(await auth.trail('oauth.restored')).toMatchObject([{ detail: { restored: 1 } }]);
    expect((await machineToken(client)).status).toBe(200);
    const shown = admin(`/oauth-admin/clients/${client.client_id}`);
    expect(await json<object>(shown)).toMatchObject({ expires_at: ends, role: 'nurse' });
    expect(await restore(backup, false)).toMatchObject({ restored: 0 });
    await command(({ admin: tools }) => tools.removeClient(client.client_id, 'its secret leaked', service));
    for (const dryRun of [true, false]) expect(await restore(backup, dryRun)).toMatchObject({ restored: 0 });
    expect((await machineToken(client)).status).toBe(401);
  });

  it('brings no application back that was taken away, also when its row has been purged since', async () => {
    const client = await register(auth.url);
    const backup = await command(({ admin: tools }) => tools.backup(service));
    await command(({ admin: tools }) => tools.removeClient(client.client_id, 'not trusted any more', service));
    await command(({ admin: tools }) => tools.purge(false, service));
    const rows = () => auth.ask('select from auth.oauth_client where client_id = $1', [client.client_id]);
    expect(await rows()).toHaveLength(0);
    expect(await command(({ admin: tools }) => tools.restore(backup, false, service))).toMatchObject({ restored: 0 });
    expect(await rows()).toHaveLength(0);
  });
});
