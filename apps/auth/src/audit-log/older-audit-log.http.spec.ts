import type { SignOnProviderName } from '@caregate/testing';
import { Browser } from '../testing/browser.fixture.js';
import { tokensFor } from '../testing/oauth-client.fixture.js';
import { givenSocialAuth, type GivenSocialAuth } from '../testing/social-auth.fixture.js';
import { auditLogRows, type AuditLogRow } from './audit-log.schema.js';

describe('the audit trail for clients of the older gateway (feature C02)', () => {
  let auth: GivenSocialAuth;
  let admin: Awaited<ReturnType<typeof asking>>;
  beforeAll(async () => {
    auth = await givenSocialAuth();
    await new Browser().open(`${auth.url}/auth/sandbox?return_to=/`);
    await auth.signIn('google', 'sarah');
    await fetch(`${auth.url}/auth/sandbox/callback?state=x`);
    admin = await asking('google', 'private', 'admin');
  }, 60_000);
  afterAll(() => auth.close());

  /** Somebody whom a database administrator has given this role. */
  async function asking(provider: SignOnProviderName, login: string, role: string) {
    const { browser, page } = await auth.signIn(provider, login);
    await auth.ask(
      `update auth.user_account set role = $2
       where id = (select user_id from auth.session where public_id = $1)`,
      [page.headers.get('x-session-id'), role],
    );
    const parameters = { resource: auth.url, scope: 'openid read:audit write:users' };
    const { tokens } = await tokensFor(auth.url, browser, { parameters });
    return (path: string, body?: object) =>
      fetch(`${auth.url}${path}`, {
        headers: { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      });
  }

  const rows = async (path: string): Promise<AuditLogRow[]> =>
    auditLogRows.parse(await (await admin(`/audit/${path}`)).json());

  it('is a bare array, newest first, with the names of its fields', async () => {
    const found = await rows('logs?limit=4');
    expect(found.map(({ id }) => id)).toEqual(
      found
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    );
    expect(found).toHaveLength(4);
    expect(Object.keys(found[0] ?? {})).toEqual([
      'id',
      'timestamp',
      'user_id',
      'user_email',
      'action',
      'resource',
      'ip_address',
      'success',
      'failure_reason',
    ]);
  });

  it('tells sign-ins by the older names of their providers, with the address of the person', async () => {
    const [latest, ...others] = await rows('action/login_google');
    expect([latest, ...others].map((row) => row?.action)).toEqual(['login_google', 'login_google']);
    expect(latest).toMatchObject({ user_email: 'private.person@gmail.com', success: true, failure_reason: null });
    expect(await rows('action/login_google?limit=1')).toEqual([latest]);
    expect(await rows('action/login_microsoft')).toEqual([]);
  });

  it('holds what was refused, why, and nobody where nobody said who they are', async () => {
    expect(await rows('action/login.refused')).toMatchObject([
      { user_id: null, user_email: null, success: false, failure_reason: 'login.state.refused', resource: null },
    ]);
  });

  it('is that of one person, when asked', async () => {
    const [person] = await auth.ask<{ id: string }>(`select id from auth.user_account where name = 'Dr. Sarah Smith'`);
    const found = await rows(`user/${person?.id}`);
    expect(found.map(({ action }) => action)).toEqual(['login.succeeded', 'user.provisioned']);
    expect(new Set(found.map(({ user_id: id }) => id))).toEqual(new Set([person?.id]));
  });

  it('names what somebody looked at or changed', async () => {
    const body = { email: 'new@ward.example', name: 'New', role: 'nurse' };
    const { id } = (await (await admin('/users', body)).json()) as { id: string };
    expect((await rows('action/user.provisioned?limit=1')).map(({ resource }) => resource)).toEqual([`User/${id}`]);
  });

  it('has nothing of what the older gateway did and this one does not', async () => {
    for (const action of ['login_local', 'signup_local', 'export_to_onedrive'])
      expect(await rows(`action/${action}`)).toEqual([]);
  });

  it('goes on where a page ended', async () => {
    const [first, second] = await rows('logs?limit=2');
    expect(await rows(`logs?limit=1&after=${first?.id}`)).toMatchObject([{ id: second?.id }]);
  });

  it('shows that a row was changed, instead of leaving it out', async () => {
    const [row] = await rows('action/user.provisioned?limit=1');
    await auth.ask('alter table audit.event disable trigger user');
    await auth.ask(`update audit.event set body = 'wiped' where id = $1`, [row?.id]);
    await auth.ask('alter table audit.event enable trigger user');
    expect(await rows('action/user.provisioned?limit=1')).toMatchObject([
      { id: row?.id, timestamp: row?.timestamp, action: 'audit.unreadable', success: false },
    ]);
  });

  it('is closed to whoever is no administrator', async () => {
    const doctor = await asking('microsoft', 'sarah', 'doctor');
    for (const path of ['/audit/logs', '/audit/action/login_google', '/audit/user/x'])
      expect((await doctor(path)).status).toBe(403);
    expect((await fetch(`${auth.url}/audit/logs`)).status).toBe(401);
  });
});
