import { asRole } from '../testing/admin.fixture.js';
import { givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { givenSeededClients, machineToken } from '../testing/seeded-client.fixture.js';
import { givenPatient, letItExpire, reason } from './glass.fixture.js';

type Asked = Awaited<ReturnType<typeof asRole>>;
type Opened = { id: string; patient_id: string; opened_at: string; ends_at: string; was_open: boolean };

describe('breaking the glass (feature X02)', () => {
  let auth: GivenAuth;
  let doctor: Asked;
  let nurse: Asked;
  beforeAll(async () => {
    auth = await givenAuth();
    doctor = await asRole(auth, 'doctor');
    nurse = await asRole(auth, 'nurse');
  });
  afterAll(() => auth.close());
  beforeEach(() =>
    auth.ask(`update access.relation set valid_from = valid_from - interval '2 days',
    expires_at = expires_at - interval '2 days' where kind = 'break-glass'`),
  );

  const post = (body: object, as = doctor) => as('/account/break-glass', { method: 'POST', body });
  const open = async (body: object, as = doctor) => (await (await post(body, as)).json()) as Opened;
  const rows = async () => (await auth.ask('select from access.relation')).length;
  const last = async (event: string) => (await auth.trail(event)).at(-1);
  const changesTold = async () =>
    (await auth.ask(`select from messaging.message where channel = 'relations.changed'`)).length;
  const minutesOf = ({ opened_at: from, ends_at: to }: Opened) => (Date.parse(to) - Date.parse(from)) / 60_000;

  it('opens one patient for half an hour, with the reason, to the person who asked', async () => {
    const { mrn, id } = await givenPatient(auth);
    const response = await post({ patient_number: mrn, reason });
    expect(response.status).toBe(200);
    const opened = (await response.json()) as Opened;
    expect(opened).toMatchObject({ patient_id: id, patient_number: mrn, reason, was_open: false });
    expect(minutesOf(opened)).toBe(30);
    const [relation] = await auth.ask('select kind, subject = granted_by as own from access.relation where id = $1', [
      opened.id,
    ]);
    expect(relation).toEqual({ kind: 'break-glass', own: true });
  });

  it('is on the trail, in the log, in the metrics and with everybody who listens at once, without the reason', async () => {
    const { mrn, id } = await givenPatient(auth);
    const opened = await open({ patient_number: mrn, reason, minutes: 5 });
    expect(await last('break-glass.opened')).toMatchObject({
      outcome: 'success',
      patientId: id,
      entity: { type: 'Relation', id: opened.id },
      detail: { minutes: 5, withinADay: 1, breakGlass: opened.id },
    });
    const line = auth.log.find((each) => each.includes(opened.id)) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', alert: 'break-glass', event: 'opened' });
    for (const secret of [reason, mrn, id]) expect(line).not.toContain(secret);
    expect(JSON.stringify(await auth.trail('break-glass.opened'))).not.toContain(reason);
    const metrics = await (await fetch(`${auth.url}/metrics`)).text();
    expect(metrics).toMatch(/caregate_break_glass_total\{event="opened".*\} [1-9]/);
    const [message] = await auth.ask<{ body: object }>(
      `select body from messaging.message where channel = 'relations.changed' order by id desc limit 1`,
    );
    expect(message?.body).toEqual({ subject: expect.any(String) });
  });

  it('answers what is open when asked again, and neither lengthens it nor opens another', async () => {
    const { mrn } = await givenPatient(auth);
    const first = await open({ patient_number: mrn, reason, minutes: 5 });
    const before = await rows();
    const again = await open({ patient_number: mrn, reason: `${reason}, again`, minutes: 60 });
    expect(again).toEqual({ ...first, was_open: true });
    expect(await rows()).toBe(before);
  });

  it('opens one only, of many requests at once', async () => {
    const { mrn } = await givenPatient(auth);
    const all = await Promise.all(Array.from({ length: 6 }, () => open({ patient_number: mrn, reason }, nurse)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(all.filter((each) => !each.was_open)).toHaveLength(1);
  });

  it('ends by itself, and opens anew only with a reason of its own', async () => {
    const { mrn } = await givenPatient(auth);
    const first = await open({ patient_number: mrn, reason });
    await letItExpire(auth, first.id);
    expect(await (await doctor('/account/break-glass')).json()).toEqual({ open: [] });
    expect(await open({ patient_number: mrn, reason })).toMatchObject({ was_open: false });
  });

  it('is listed to the person, who may end it early, once', async () => {
    const { mrn } = await givenPatient(auth);
    const { id } = await open({ patient_number: mrn, reason });
    expect(await (await doctor('/account/break-glass')).json()).toMatchObject({ open: [{ id, patient_number: mrn }] });
    expect((await nurse(`/account/break-glass/${id}`, { method: 'DELETE' })).status).toBe(404);
    const told = await changesTold();
    expect((await doctor(`/account/break-glass/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await changesTold()).toBe(told + 1);
    expect(await last('break-glass.ended')).toMatchObject({ outcome: 'success', entity: { id } });
    expect((await doctor(`/account/break-glass/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect(await (await doctor('/account/break-glass')).json()).toEqual({ open: [] });
  });

  it.each([
    ['no reason', {}],
    ['a reason of a word', { reason: 'urgent' }],
    ['a reason of blanks', { reason: ' '.repeat(30) }],
    ['more than an hour', { reason, minutes: 61 }],
    ['no time at all', { reason, minutes: 0 }],
    ['half a minute', { reason, minutes: 0.5 }],
    ['a field too many', { reason, subject: 'somebody else' }],
  ])('is refused with %s, on the trail, and opens nothing', async (_case, body) => {
    const { mrn } = await givenPatient(auth);
    const before = await rows();
    expect((await post({ patient_number: mrn, ...body })).status).toBe(400);
    expect(await rows()).toBe(before);
    expect(await last('break-glass.opened')).toMatchObject({ outcome: 'failure', decision: 'request.invalid' });
  });

  it('tells a number that nobody has, on the trail', async () => {
    const response = await post({ patient_number: 'MRN-NOBODY', reason });
    expect(response.status).toBe(404);
    expect(await last('break-glass.opened')).toMatchObject({ outcome: 'failure', decision: 'ehr.patient.not_found' });
  });

  it.each(['patient', 'admin', 'radiologist', 'system'])('is closed to the role %s, on the trail', async (role) => {
    const { mrn } = await givenPatient(auth);
    const before = await rows();
    expect((await post({ patient_number: mrn, reason }, await asRole(auth, role))).status).toBe(403);
    expect(await rows()).toBe(before);
    expect(await last('break-glass.opened')).toMatchObject({ outcome: 'refused' });
  });

  it('is closed to whoever shows no token', async () => {
    expect((await fetch(`${auth.url}/account/break-glass`, { method: 'POST' })).status).toBe(401);
  });

  it('is closed to a machine, though it has the role of a doctor and the scope', async () => {
    const { mrn } = await givenPatient(auth);
    const client = (await givenSeededClients(auth)).get('copilot-studio');
    await auth.ask(`update auth.oauth_client set scopes = scopes || '{write:emergency-access}' where client_id = $1`, [
      client?.client_id,
    ]);
    const token = await machineToken(auth, client, { resource: auth.url, scope: 'write:emergency-access' });
    const before = await rows();
    const response = await fetch(`${auth.url}/account/break-glass`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ patient_number: mrn, reason }),
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'access.glass.person_only' });
    expect(await rows()).toBe(before);
  });

  it('is refused after thirty tries within an hour, each of them on the trail', async () => {
    const guesser = await asRole(auth, 'doctor', 'guesser');
    const guess = () => post({ patient_number: 'MRN-NOBODY', reason }, guesser);
    for (let n = 0; n < 30; n += 1) expect((await guess()).status).toBe(404);
    const before = (await auth.trail('break-glass.opened')).length;
    const refused = await guess();
    expect([refused.status, Number(refused.headers.get('retry-after')) > 60]).toEqual([429, true]);
    expect((await auth.trail('break-glass.opened')).slice(before)).toEqual([
      expect.objectContaining({ outcome: 'failure', decision: 'request.too_many', permission: 'break-glass:open' }),
    ]);
  });

  it('is refused after ten within a day, with an alert, while what is open stays so', async () => {
    for (let n = 0; n < 10; n += 1) await open({ patient_number: (await givenPatient(auth)).mrn, reason }, nurse);
    const { mrn } = await givenPatient(auth);
    const refused = await post({ patient_number: mrn, reason }, nurse);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'access.glass.too_many' });
    expect(await last('break-glass.opened')).toMatchObject({ decision: 'access.glass.too_many' });
    expect(auth.log.some((line) => line.includes('"event":"refused"'))).toBe(true);
    expect(((await (await nurse('/account/break-glass')).json()) as { open: object[] }).open).toHaveLength(10);
  });
});
