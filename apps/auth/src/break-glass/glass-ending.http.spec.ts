import { withClient } from '@caregate/testing';
import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { until } from '../testing/until.fixture.js';
import { givenPatient, reason } from './glass.fixture.js';

type Asked = Awaited<ReturnType<typeof asRole>>;

describe('emergency access of somebody who is no longer who they were', () => {
  let auth: GivenAuth;
  let admin: Asked;
  beforeAll(async () => {
    auth = await givenAuth();
    admin = await asRole(auth, 'admin');
  });
  afterAll(() => auth.close());

  const open = async (person: Asked) =>
    person('/account/break-glass', {
      method: 'POST',
      body: { patient_number: (await givenPatient(auth)).mrn, reason },
    });
  const idOf = async (name: string) =>
    (await auth.ask<{ id: string }>('select id from auth.user_account where name = $1', [name]))[0]?.id ?? '';
  const isOpen = async (id: string) =>
    (await auth.ask('select from access.relation where id = $1 and revoked_at is null', [id])).length > 0;
  const changesTold = async (subject: string) =>
    (
      await auth.ask(`select from messaging.message where channel = 'relations.changed' and body ->> 'subject' = $1`, [
        subject,
      ])
    ).length;

  const change = (id: string, body: object) => admin(`/users/${id}`, { method: 'PATCH', body });
  const endings: readonly [string, (id: string) => Promise<Response>][] = [
    ['another role', (id) => change(id, { role: 'nurse' })],
    ['no account any more', (id) => change(id, { active: false })],
    [
      'everything of theirs taken back',
      (value) => admin('/access/revocations', { method: 'POST', body: { kind: 'subject', value, reason: 'spec' } }),
    ],
  ];

  it.each(endings)('is over with %s, on the trail and for everybody who listens', async (what, end) => {
    const doctor = await asRole(auth, 'doctor', what);
    const { id } = (await (await open(doctor)).json()) as { id: string };
    const subject = await idOf(`A ${what}`);
    expect([await isOpen(id), await changesTold(subject)]).toEqual([true, 1]);
    expect((await end(subject)).ok).toBe(true);
    expect([await isOpen(id), await changesTold(subject)]).toEqual([false, 2]);
    expect((await auth.trail('break-glass.ended')).at(-1)).toMatchObject({
      actor: { subject: await idOf('A admin') },
      entity: { type: 'Relation', id },
      detail: { breakGlass: id, subject },
    });
  });

  it('is over, with the tokens, when a trusted provider says another role at the next sign-in', async () => {
    const doctor = await asRole(auth, 'doctor', 'mover');
    const { id } = (await (await open(doctor)).json()) as { id: string };
    await asRole(auth, 'nurse', 'mover');
    expect(await isOpen(id)).toBe(false);
    expect((await doctor('/account/access')).status).toBe(401);
  });

  it('does not begin by a request that came before the change and is answered after it', async () => {
    const doctor = await asRole(auth, 'doctor', 'latecomer');
    const subject = await idOf('A latecomer');
    const answer = await withClient(auth.databaseUrl, async (client) => {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`break-glass ${subject}`]);
      const asked = open(doctor);
      await until(
        async () => (await auth.ask(`select from pg_locks where locktype = 'advisory' and not granted`)).length > 0,
      );
      await client.query(`update auth.user_account set role = 'nurse' where id = $1`, [subject]);
      await client.query('commit');
      return asked;
    });
    expect(answer.status).toBe(401);
    expect(await auth.ask('select from access.relation where subject = $1', [subject])).toEqual([]);
    expect((await auth.trail('break-glass.opened')).at(-1)).toMatchObject({ outcome: 'refused', actor: { subject } });
  });
});
