import { randomUUID } from 'node:crypto';
import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';

describe('relationships to patients', () => {
  let auth: GivenAuth;
  let admin: Awaited<ReturnType<typeof asRole>>;
  const patientId = randomUUID();
  beforeAll(async () => {
    auth = await givenAuth();
    admin = await asRole(auth, 'admin');
  });
  afterAll(() => auth.close());

  const add = (body: object) => admin('/access/relations', { method: 'POST', body });
  const rows = async () => (await auth.ask('select from access.relation')).length;

  it('are given by an administrator, on the trail and to everybody who listens', async () => {
    const response = await add({ subject: 'nurse-1', patientId, kind: 'assignment', reason: 'ward 3' });
    expect(response.status).toBe(201);
    const relation = (await response.json()) as { id: string };
    expect(relation).toMatchObject({ subject: 'nurse-1', patientId, kind: 'assignment', revokedAt: null });
    expect((await auth.trail('relation.changed')).at(-1)).toMatchObject({
      patientId,
      entity: { type: 'Relation', id: relation.id },
      detail: { what: 'given', kind: 'assignment', subject: 'nurse-1' },
    });
    const messages = await auth.ask(`select body from messaging.message where channel = 'relations.changed'`);
    expect(messages).toEqual([{ body: { subject: 'nurse-1' } }]);
  });

  it('are listed by subject and by patient', async () => {
    await add({ subject: 'nurse-2', patientId, kind: 'assignment' });
    const list = async (query: string) =>
      ((await (await admin(`/access/relations?${query}`)).json()) as { relations: { subject: string }[] }).relations;
    expect((await list('subject=nurse-2')).map(({ subject }) => subject)).toEqual(['nurse-2']);
    expect(await list(`patientId=${patientId}`)).toHaveLength(2);
  });

  it('are ended, never deleted', async () => {
    const { id } = (await (await add({ subject: 'nurse-3', patientId, kind: 'grant' })).json()) as { id: string };
    const before = await rows();
    expect((await admin(`/access/relations/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await rows()).toBe(before);
    expect((await auth.trail('relation.changed')).at(-1)).toMatchObject({ detail: { what: 'ended' } });
    expect((await admin(`/access/relations/${id}`, { method: 'DELETE' })).status).toBe(404);
  });

  it.each([
    ['no patient', { subject: 's', kind: 'assignment' }],
    ['one patient for all of them', { subject: 's', kind: 'organisation', patientId }],
    ['an unknown kind', { subject: 's', kind: 'friend', patientId }],
    ['break-glass, which nobody gives to others', { subject: 's', kind: 'break-glass', patientId }],
    ['an end before the beginning', { subject: 's', kind: 'grant', patientId, expiresAt: '2001-01-01T00:00:00Z' }],
    ['a field too many', { subject: 's', kind: 'grant', patientId, admin: true }],
  ])('are refused with %s, and nothing is written', async (_case, body) => {
    const before = await rows();
    expect((await add(body)).status).toBe(400);
    expect(await rows()).toBe(before);
  });

  it('are out of reach for a doctor, and for whoever shows no token', async () => {
    const before = await rows();
    const doctor = await asRole(auth, 'doctor');
    const body = { subject: 's', kind: 'organisation' };
    expect((await doctor('/access/relations', { method: 'POST', body })).status).toBe(403);
    expect((await fetch(`${auth.url}/access/relations`, { method: 'POST' })).status).toBe(401);
    expect(await rows()).toBe(before);
  });
});
