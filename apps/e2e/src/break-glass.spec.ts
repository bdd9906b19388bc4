import { setTimeout as pause } from 'node:timers/promises';
import { authorize, verifyTrail } from '@caregate/dev';
import { withClient } from '@caregate/testing';
import { callTool } from './support/call-tool.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

const mrn = 'MRN002';
const reason = 'unconscious in resuscitation, allergies unknown';
/** Long enough for what is done by it on a busy machine, and short enough to wait for. */
const OPEN_SECONDS = 12;

type Json = Record<string, unknown>;

let stack: SpecStack;
let record: string;
let door: string;
let officer: string;
beforeAll(async () => {
  stack = await specStack({ rooms: recordRooms });
  const { auth } = stack.addresses;
  record = await tokenOf('doctor', 'read:patients read:allergies');
  door = await tokenOf('doctor', 'write:emergency-access', auth);
  officer = await tokenOf('admin', 'read:audit write:emergency-reviews', auth);
}, 120_000);
afterAll(() => stack.end());

async function tokenOf(role: string, scope: string, resource?: string): Promise<string> {
  const person = stack.people.find((one) => one.role === role);
  if (person === undefined) throw new Error(`no ${role} in the sandbox`);
  return (await authorize(stack.addresses, person, scope, resource)).accessToken;
}

async function ask(
  token: string,
  path: string,
  method = 'GET',
  body?: object,
): Promise<{ status: number; json: Json }> {
  const response = await fetch(`${stack.addresses.auth}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? {} : (JSON.parse(text) as Json) };
}

const read = (tool = 'get_patient', of = mrn) => callTool(stack.addresses.ehrMcp, record, tool, { mrn: of });
const breakGlass = (body: object) =>
  ask(door, '/account/break-glass', 'POST', { patient_number: mrn, reason, ...body });
const asOwner = (sql: string, values: readonly unknown[]) =>
  withClient(stack.adminUrl, (client) => client.query(sql, [...values]));

/** The record opens and closes in other processes a moment after the door says so. */
async function untilRead(isError: boolean): Promise<Json> {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const reply = await read();
    if (reply.isError === isError) return reply.json;
    await pause(200);
  }
  throw new Error(isError ? 'still open' : 'still closed');
}

async function rowsSince(at: string, action: string): Promise<Json[]> {
  const { json } = await ask(officer, `/audit/events?limit=100&action=${action}&from=${encodeURIComponent(at)}`);
  return json['entries'] as Json[];
}

describe('[X02] a doctor without a relationship to a patient', () => {
  const began = new Date(Date.now() - 1000).toISOString();
  let glass: string;

  it('is refused the record, and told where to break the glass, as for a patient who does not exist', async () => {
    const { json } = await read();
    expect(json).toMatchObject({
      code: 'access.patient.refused',
      break_glass_url: `${stack.addresses.console}emergency`,
    });
    const { request_id: _one, ...nobody } = (await read('get_patient', 'MRN-NOBODY')).json;
    const { request_id: _other, ...somebody } = json;
    expect(nobody).toEqual(somebody);
  });

  it.each([
    ['without a reason', { reason: '' }],
    ['for longer than an hour', { minutes: 61 }],
  ])('does not break the glass %s', async (_case, body) => {
    expect((await breakGlass(body)).status).toBe(400);
    expect((await read()).isError).toBe(true);
  });

  it('breaks it, once, however often they ask', async () => {
    const { status, json } = await breakGlass({ minutes: 30 });
    expect([status, json['was_open']]).toEqual([200, false]);
    glass = String(json['id']);
    // Before anybody has read it, so that every process knows no other end.
    await asOwner(`update access.relation set expires_at = now() + make_interval(secs => $2) where id = $1`, [
      glass,
      OPEN_SECONDS,
    ]);
    expect((await breakGlass({ minutes: 60 })).json).toMatchObject({ id: glass, was_open: true });
  });

  it('reads by it, over MCP and FHIR, and every record touched says so on the trail', async () => {
    const { patient } = (await untilRead(false)) as { patient: Json };
    expect((await read('get_allergies')).isError).toBe(false);
    const [row] = (await asOwner('select id from ehr.patient where mrn = $1', [mrn])).rows as { id: string }[];
    const fhir = await fetch(`${stack.addresses.ehr}/fhir/Patient/${row?.id}`, {
      headers: { authorization: `Bearer ${record}` },
    });
    expect([fhir.status, patient['mrn']]).toEqual([200, mrn]);
    const rows = [...(await rowsSince(began, 'patient.read')), ...(await rowsSince(began, 'allergy.read'))];
    const touched = rows.filter(({ outcome, patientId }) => outcome === 'success' && patientId === row?.id);
    expect(touched.length).toBeGreaterThanOrEqual(3);
    for (const entry of touched)
      expect(entry).toMatchObject({ decision: 'break-glass', purpose: 'BTG', detail: { breakGlass: glass } });
  });

  it('is refused again when its time is over, by the clock alone', async () => {
    expect(await untilRead(true)).toMatchObject({ code: 'access.patient.refused' });
    expect((await ask(door, '/account/break-glass')).json).toEqual({ open: [] });
  }, 60_000);

  it('waits in the queue of a second person, who alone can review it, once', async () => {
    const review = (token: string) =>
      ask(token, `/access/break-glass/${glass}/review`, 'POST', { verdict: 'justified', note: 'on duty in casualty' });
    const { pending } = (await ask(officer, '/access/break-glass')).json as { pending: Json[] };
    expect(pending).toEqual([expect.objectContaining({ id: glass, reason, patient_number: mrn, is_open: false })]);
    expect((await review(door)).status).toBe(403);
    expect((await review(officer)).status).toBe(204);
    expect((await review(officer)).status).toBe(409);
    expect((await ask(officer, '/access/break-glass')).json).toEqual({ pending: [] });
  });

  it('has left all of that on a trail that verifies', async () => {
    const events = async (action: string) => (await rowsSince(began, action)).map(({ outcome }) => outcome).sort();
    expect(await events('break-glass.opened')).toEqual(['failure', 'failure', 'success']);
    expect(await events('break-glass.reviewed')).toEqual(['failure', 'refused', 'success']);
    expect((await verifyTrail(stack.folder, stack.adminUrl)).ok).toBe(true);
  });
});
