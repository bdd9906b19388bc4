import { randomUUID } from 'node:crypto';
import { accountAccess, authStatus, signInProviders } from '@caregate/core-contracts';
import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';

describe('what somebody may do, told to themselves', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
  });
  afterAll(() => auth.close());

  it('is role, scopes, permissions, modules, and the patients within reach, on the trail', async () => {
    const doctor = await asRole(auth, 'doctor');
    const access = async () => accountAccess.parse(await (await doctor('/account/access')).json());
    const { subject, ...first } = await access();
    expect(first).toMatchObject({ kind: 'user', role: 'doctor', relations: [] });
    expect(first.scopes).toEqual(['read:account', 'write:emergency-access']);
    expect(first.permissions).toContain('patient:read');
    expect(first.modules).toContain('images');
    const patientId = randomUUID();
    await auth.ask(
      `insert into access.relation (subject, patient_id, kind, granted_by, valid_from, expires_at)
       values ($1, $2, 'assignment', 'spec', now(), now() + interval '1 day'),
         ($1, $3, 'grant', 'spec', now() - interval '2 days', now() - interval '1 day')`,
      [subject, patientId, randomUUID()],
    );
    expect((await access()).relations).toMatchObject([{ kind: 'assignment', patient_id: patientId }]);
    expect((await auth.trail('account.read')).at(-1)).toMatchObject({ outcome: 'success', actor: { subject } });
  });

  it('is closed to whoever shows no token, and that is on the trail', async () => {
    expect((await fetch(`${auth.url}/account/access`)).status).toBe(401);
    expect((await auth.trail('account.read')).at(-1)).toMatchObject({ outcome: 'refused', decision: 'token.absent' });
  });

  it('is told to pages with the sign-in: role, permissions, language, preferences (feature A07)', async () => {
    const browser = await auth.signedIn();
    const { html } = await browser.visit(`${auth.url}/auth/status`);
    expect(authStatus.parse(JSON.parse(html))).toMatchObject({
      authenticated: true,
      user: { permissions: expect.arrayContaining(['account:read']), language: 'en-ZA', preferences: {} },
    });
  });
});

describe('where one can sign in', () => {
  it('is known to everybody, with nothing of how', async () => {
    const auth = await givenAuth();
    const answer = await fetch(`${auth.url}/auth/providers`);
    const text = await answer.text();
    await auth.close();
    expect(signInProviders.parse(JSON.parse(text)).providers).toEqual([
      { name: 'sandbox', title: 'Sandbox hospital', href: '/auth/sandbox' },
    ]);
    expect(text).not.toContain(auth.idp.clientId);
  });
});
