import { randomUUID } from 'node:crypto';
import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { givenPatient, letItExpire, reason } from './glass.fixture.js';

type Asked = Awaited<ReturnType<typeof asRole>>;

describe('the review of emergency access (feature X02)', () => {
  let auth: GivenAuth;
  let doctor: Asked;
  let admin: Asked;
  beforeAll(async () => {
    auth = await givenAuth();
    doctor = await asRole(auth, 'doctor');
    admin = await asRole(auth, 'admin');
  });
  afterAll(() => auth.close());

  async function broken(): Promise<string> {
    const body = { patient_number: (await givenPatient(auth)).mrn, reason };
    return ((await (await doctor('/account/break-glass', { method: 'POST', body })).json()) as { id: string }).id;
  }

  async function over(): Promise<string> {
    const id = await broken();
    await letItExpire(auth, id);
    return id;
  }

  const review = (id: string, body: object = { verdict: 'justified', note: 'asked the ward' }, as = admin) =>
    as(`/access/break-glass/${id}/review`, { method: 'POST', body });
  const queue = async () =>
    ((await (await admin('/access/break-glass')).json()) as { pending: { id: string; is_open: boolean }[] }).pending;
  const reviews = async () => (await auth.ask('select from access.glass_review')).length;
  const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

  it('waits for every emergency access from its beginning, with who, whom and why', async () => {
    const id = await broken();
    expect((await queue()).find((each) => each.id === id)).toMatchObject({
      reason,
      is_open: true,
      is_own: false,
      role: 'doctor',
      name: 'A doctor',
      patient_number: expect.stringMatching(/^MRN/),
    });
  });

  it('is made by a second person once it is over, and is on the trail without the note', async () => {
    const id = await over();
    expect((await review(id)).status).toBe(204);
    expect((await queue()).map((each) => each.id)).not.toContain(id);
    const entry = (await auth.trail('break-glass.reviewed')).at(-1);
    expect(entry).toMatchObject({
      outcome: 'success',
      entity: { id },
      detail: { verdict: 'justified', breakGlass: id },
    });
    expect(JSON.stringify(entry)).not.toContain('asked the ward');
  });

  it('raises an alert when the access was not justified', async () => {
    const id = await over();
    await review(id, { verdict: 'unjustified', note: 'no such admission' });
    expect(auth.log.some((line) => line.includes(id) && line.includes('"event":"unjustified"'))).toBe(true);
  });

  it('is never made twice', async () => {
    const id = await over();
    const answers = await Promise.all([review(id), review(id), review(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    expect(await codeOf(await review(id))).toBe('access.glass.reviewed');
  });

  it('is never made of an access that is still open', async () => {
    const refused = await review(await broken());
    expect([refused.status, await codeOf(refused)]).toEqual([409, 'access.glass.still_open']);
  });

  it('is never one’s own, also for somebody who has become a reviewer since', async () => {
    const { subject } = (await (await admin('/account/access')).json()) as { subject: string };
    const [own] = await auth.ask<{ id: string }>(
      `insert into access.relation (subject, patient_id, kind, reason, granted_by, valid_from, expires_at)
       values ($1, $2, 'break-glass', $3, $1, now() - interval '1 hour', now() - interval '5 minutes') returning id`,
      [subject, randomUUID(), reason],
    );
    expect((await queue()).find(({ id }) => id === own?.id)).toMatchObject({ is_own: true });
    const refused = await review(own?.id ?? '');
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'access.glass.own_review']);
    expect((await auth.trail('break-glass.reviewed')).at(-1)).toMatchObject({
      outcome: 'refused',
      decision: 'access.glass.own_review',
    });
  });

  it.each([
    ['no verdict', { note: 'asked the ward' }],
    ['a verdict nobody defined', { verdict: 'perhaps', note: 'asked the ward' }],
    ['no note', { verdict: 'justified' }],
    ['a note of blanks', { verdict: 'justified', note: '     ' }],
  ])('is refused with %s, and nothing is written', async (_case, body) => {
    const id = await over();
    const before = await reviews();
    expect((await review(id, body)).status).toBe(400);
    expect(await reviews()).toBe(before);
  });

  it('finds nothing under the id of another relation', async () => {
    const body = { subject: 'nurse-1', patientId: randomUUID(), kind: 'assignment' };
    const { id } = (await (await admin('/access/relations', { method: 'POST', body })).json()) as { id: string };
    expect((await review(id)).status).toBe(404);
  });

  it('is closed to clinicians and to whoever shows no token', async () => {
    const id = await over();
    expect((await review(id, undefined, doctor)).status).toBe(403);
    expect((await doctor('/access/break-glass')).status).toBe(403);
    expect((await fetch(`${auth.url}/access/break-glass`)).status).toBe(401);
  });
});
