import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';

interface AuditPage {
  readonly entries: { id: string; event: string; actor: { subject: string }; outcome: string }[];
  readonly next?: string;
}

describe('the audit trail for administrators', () => {
  let auth: GivenAuth;
  let admin: Awaited<ReturnType<typeof asRole>>;
  beforeAll(async () => {
    auth = await givenAuth();
    await auth.signedIn();
    admin = await asRole(auth, 'admin');
  });
  afterAll(() => auth.close());

  const page = async (path: string) => (await (await admin(path)).json()) as AuditPage;

  it('shows what happened, newest first, by pages that do not overlap (feature C02)', async () => {
    const first = await page('/audit/events?limit=3');
    const second = await page(`/audit/events?limit=3&after=${first.next}`);
    const ids = [...first.entries, ...second.entries].map(({ id }) => id);
    expect(ids).toHaveLength(6);
    expect([...ids].sort().reverse()).toEqual(ids);
  });

  it('shows what one person did', async () => {
    const [user] = await auth.ask<{ id: string }>(`select id from auth.user_account where name = 'Dr. Sarah Smith'`);
    const { entries } = await page(`/audit/events?user=${user?.id}`);
    expect(entries.map(({ event }) => event)).toEqual(['login.succeeded', 'user.provisioned']);
  });

  it('shows one kind of event, failures too (feature C01)', async () => {
    await fetch(`${auth.url}/auth/sandbox/callback?state=x`);
    const { entries } = await page('/audit/events?action=login.refused&outcome=refused');
    expect(entries).toMatchObject([{ event: 'login.refused', outcome: 'refused' }]);
  });

  it('is limited to a time, when asked', async () => {
    const { entries } = await page(`/audit/events?to=2001-01-01T00:00:00Z`);
    expect(entries).toEqual([]);
  });

  it('is itself on the trail when it is read', async () => {
    await page('/audit/events?limit=1');
    const [read] = (await page('/audit/events?action=audit.read&limit=1')).entries;
    expect(read).toMatchObject({ event: 'audit.read', outcome: 'success', permission: 'audit:read' });
  });

  it.each(['/audit/logs?limit=0', '/audit/events?from=yesterday', '/audit/action/nonsense', '/audit/logs?colour=red'])(
    'refuses the question %s',
    async (path) => {
      expect((await admin(path)).status).toBe(400);
    },
  );

  it('says what can be asked for, which is no reading of the trail', async () => {
    const before = (await auth.trail('audit.read')).length;
    const { events } = (await (await admin('/audit/events/names')).json()) as { events: object[] };
    expect(events).toContainEqual({ name: 'login.refused', title: 'Sign-in refused' });
    expect((await auth.trail('audit.read')).length).toBe(before);
    expect((await fetch(`${auth.url}/audit/events/names`)).status).toBe(401);
  });

  it('is closed to whoever is no administrator, and that is on the trail', async () => {
    const doctor = await asRole(auth, 'doctor');
    expect((await doctor('/audit/events')).status).toBe(403);
    expect((await doctor('/audit/logs')).status).toBe(403);
    const refused = (await auth.trail('audit.read')).at(-1);
    expect(refused).toMatchObject({ outcome: 'refused', actor: { role: 'doctor' } });
  });

  it('is closed to whoever shows no token', async () => {
    const answer = await fetch(`${auth.url}/audit/logs`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('resource_metadata=');
  });
});
