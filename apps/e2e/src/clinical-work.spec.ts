import { once } from 'node:events';
import { authorize } from '@caregate/dev';
import { schemaComplaints, type ToolListing } from '@caregate/kit-mcp';
import { withClient } from '@caregate/testing';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { WebSocket } from 'ws';
import { callTool, type ToolReply } from './support/call-tool.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

const RACERS = 50;

/** The tools of the older EHR server, which its clients call by these names. */
const olderTools = `authenticate validate_token register_client get_patient search_patients create_patient
  get_appointments schedule_appointment search_providers get_provider get_medications prescribe_medication
  get_lab_results get_vital_signs record_vital_signs get_allergies`.split(/\s+/u);

let stack: SpecStack;
let url: string;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  stack = await specStack({ rooms: recordRooms });
  url = stack.addresses.ehrMcp;
  for (const appId of ['copilot-studio', 'lab-integration', 'nurse-station'])
    tokens[appId] = await stack.tokenOf(appId);
}, 120_000);
afterAll(() => stack.end());

const doctor = (tool: string, input: object) => callTool(url, tokens['copilot-studio'], tool, { ...input });
const laboratory = (tool: string, input: object) => callTool(url, tokens['lab-integration'], tool, { ...input });
const partOf = <Part>({ json }: ToolReply, name: string) => json[name] as Part;
const size = ({ json }: ToolReply) => JSON.stringify(json).length;

async function jsonAt(address: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  return (await (await fetch(address, init)).json()) as Record<string, unknown>;
}

/** A free half hour of somebody who takes patients. */
async function freeSlot(): Promise<{ provider_npi: string; date: string; time: string }> {
  const providers = partOf<{ npi: string }[]>(
    await doctor('search_providers', { search_term: 'Cardiology' }),
    'providers',
  );
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const npi = providers[0]?.npi ?? '';
  const found = await doctor('find_free_slots', { provider_npi: npi, from: day(7), to: day(20), limit: 1 });
  const [slot] = partOf<{ date: string; time: string }[]>(found, 'slots');
  if (slot === undefined) throw new Error(`no free slot: ${JSON.stringify(found.json)}`);
  return { provider_npi: npi, date: slot.date, time: slot.time };
}

describe('[E05] the tools of the older server', () => {
  it('[X20] are all there by name, beside search and fetch, with schemas that every host understands', async () => {
    const socket = new WebSocket(stack.addresses.ehrSocket);
    await once(socket, 'open');
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }));
    const [frame] = await once(socket, 'message');
    socket.close();
    const { result } = JSON.parse(String(frame)) as { result: { tools: ToolListing[] } };
    const names = result.tools.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...olderTools, 'search', 'fetch']));
    expect(schemaComplaints(result.tools.map((listing) => ({ name: listing.name, listing })))).toEqual([]);
  });

  it.each([
    ['get_patient', 'patient'],
    ['get_appointments', 'appointments'],
    ['get_medications', 'medications'],
    ['get_lab_results', 'lab_results'],
    ['get_vital_signs', 'vital_signs'],
    ['get_allergies', 'allergies'],
  ])('%s answers with status and %s', async (tool, part) => {
    const reply = await doctor(tool, { mrn: 'MRN001' });
    expect(reply.json).toMatchObject({ status: 'success', [part]: expect.anything() });
  });
});

describe('[E07] an error', () => {
  it('is told in the words of the older server, and as an error of MCP', async () => {
    const { isError, json } = await doctor('get_patient', { mrn: 'MRN-NOBODY' });
    expect(isError).toBe(true);
    expect(json).toMatchObject({ status: 'error', message: expect.any(String), tool: 'get_patient' });
  });
});

describe('[E10] one slot', () => {
  it('goes to exactly one of many who ask at once', async () => {
    const slot = await freeSlot();
    const visit = (index: number) => ({ ...slot, mrn: index % 2 === 0 ? 'MRN001' : 'MRN002', reason: 'Race' });
    const replies = await Promise.all(
      Array.from({ length: RACERS }, (_none, index) => doctor('schedule_appointment', visit(index))),
    );
    expect(replies.filter(({ json }) => json['status'] === 'success')).toHaveLength(1);
    const codes = new Set(replies.filter(({ isError }) => isError).map(({ json }) => json['code']));
    expect(codes).toEqual(new Set(['ehr.appointment.conflict']));
  });
});

describe('[E12] a laboratory', () => {
  it('[X07] records a result with codes and units, and the doctor sees it flagged', async () => {
    const ordered = await laboratory('order_lab', { mrn: 'MRN001', test_name: 'Blood count', code: '58410-2' });
    const { order_id: orderId } = partOf<{ order_id: string }>(ordered, 'lab_order');
    const results = [{ component: 'Hemoglobin', code: '718-7', value: 9.5, unit: 'g/dL' }];
    const given = await laboratory('record_lab_results', { mrn: 'MRN001', order_id: orderId, results });
    expect(given.json).toMatchObject({ status: 'success' });
    const seen = await doctor('get_lab_results', { mrn: 'MRN001', code: '718-7', latest: true });
    expect(JSON.stringify(seen.json)).toContain(orderId);
    expect(JSON.stringify(seen.json)).toMatch(/"flag":"(L|LL)"/u);
    const odd = { component: 'Hemoglobin', code: '718-7', value: 9.5, unit: 'spoons' };
    const second = partOf<{ order_id: string }>(
      await laboratory('order_lab', { mrn: 'MRN001', test_name: 'Blood count' }),
      'lab_order',
    );
    const refused = await laboratory('record_lab_results', {
      mrn: 'MRN001',
      order_id: second.order_id,
      results: [odd],
    });
    expect(refused.json).toMatchObject({ status: 'error', code: 'ehr.unit.invalid' });
  });
});

describe('[X05] prescribing', () => {
  it('of what the patient is allergic to by class is refused to a machine, and asks a person to confirm the rest', async () => {
    const house = stack.people.find(({ role }) => role === 'doctor');
    if (house === undefined) throw new Error('no doctor in the sandbox');
    const scope = 'read:patients write:medications read:medications write:allergies read:allergies';
    const { accessToken } = await authorize(stack.addresses, house, scope);
    const person = (tool: string, input: object) => callTool(url, accessToken, tool, { mrn: 'MRN001', ...input });
    await person('add_allergy', { allergen: 'Penicillin', reaction: 'Anaphylaxis', severity: 'severe' });
    const drug = { medication_name: 'Amoxicillin', dosage: '500 mg', frequency: 'Three times daily' };
    const refused = await doctor('prescribe_medication', { mrn: 'MRN001', ...drug });
    expect(refused.json).toMatchObject({ status: 'error', code: 'ehr.medication.unsafe' });
    const harmless = { medication_name: 'Paracetamol', dosage: '500 mg', frequency: 'Twice daily' };
    const asked = await person('prescribe_medication', harmless);
    expect(asked.json).toMatchObject({ status: 'confirmation_required' });
    const done = await person('prescribe_medication', { ...harmless, confirm_token: asked.json['confirm_token'] });
    expect(done.json).toMatchObject({ status: 'success' });
  });
});

describe('[X06] a write', () => {
  it('that is repeated gets the first answer, and one of an old version is refused', async () => {
    const beats = { mrn: 'MRN002', heart_rate: 71, idempotency_key: 'spec-beats-1' };
    const [first, again] = [await doctor('record_vital_signs', beats), await doctor('record_vital_signs', beats)];
    expect(first.json).toMatchObject({ status: 'success' });
    expect(again.json).toEqual(first.json);
    const { rows } = await withClient(stack.adminUrl, (client) =>
      client.query(
        'SELECT count(*)::int AS n FROM ehr.vital_sign WHERE heart_rate = 71 AND recorded_at > now() - $1::interval',
        ['5 minutes'],
      ),
    );
    expect(rows).toEqual([{ n: 1 }]);
    const slot = await freeSlot();
    const booked = await doctor('schedule_appointment', { ...slot, mrn: 'MRN002' });
    const { appointment_id: id } = partOf<{ appointment_id: string }>(booked, 'appointment');
    const stale = await doctor('cancel_appointment', { mrn: 'MRN002', appointment_id: id, expected_version: 99 });
    expect(stale.json).toMatchObject({ code: 'ehr.record.changed' });
  });
});

describe('[X08] an answer', () => {
  it('is as short as it was asked for, and says how to go on', async () => {
    const whole = await doctor('get_lab_results', { mrn: 'MRN001' });
    const latest = await doctor('get_lab_results', { mrn: 'MRN001', latest: true, fields: ['order_id'] });
    expect(size(latest)).toBeLessThan(size(whole) / 2);
    const page = await doctor('get_lab_results', { mrn: 'MRN001', limit: 1 });
    const next = await doctor('get_lab_results', { mrn: 'MRN001', limit: 1, cursor: page.json['next_cursor'] });
    expect(next.json['lab_results']).not.toEqual(page.json['lab_results']);
  });
});

describe('[C08] the purpose of an access', () => {
  it('is on the trail, the usual one of the role or the one that was named', async () => {
    await doctor('get_patient', { mrn: 'MRN001' });
    await doctor('get_patient', { mrn: 'MRN001', purpose: 'HOPERAT' });
    const { rows } = await withClient(stack.adminUrl, (client) =>
      client.query<{ body: string }>(
        `SELECT body FROM audit.event WHERE event = 'patient.read' ORDER BY id DESC LIMIT 2`,
      ),
    );
    const purposes = rows.map(({ body }) => (JSON.parse(body) as { purpose?: unknown }).purpose);
    expect(new Set(purposes)).toEqual(new Set(['TREAT', 'HOPERAT']));
  });
});

describe('[E13] a WebSocket', () => {
  it('compresses where the client offers it', async () => {
    const socket = new WebSocket(stack.addresses.ehrSocket, { perMessageDeflate: true });
    await once(socket, 'open');
    expect(socket.extensions).toContain('permessage-deflate');
    socket.close();
  });
});

describe('[Q06] a hundred and twenty sockets at once', () => {
  it('are each answered what they asked, and none waits for another to leave', async () => {
    const headers = { authorization: `Bearer ${tokens['copilot-studio']}` };
    const sockets = Array.from({ length: 120 }, () => new WebSocket(stack.addresses.ehrSocket, { headers }));
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    const answers = sockets.map(async (socket, at) => {
      const mrn = `MRN00${1 + (at % 2)}`;
      const params = { name: 'get_patient', arguments: { mrn } };
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: at, method: 'tools/call', params }));
      const [data] = (await once(socket, 'message')) as [Buffer];
      return { asked: { id: at, mrn }, answer: JSON.parse(String(data)) };
    });
    for (const { asked, answer } of await Promise.all(answers)) {
      expect(answer.id).toBe(asked.id);
      expect(JSON.parse(answer.result.content[0].text)).toMatchObject({ patient: { mrn: asked.mrn } });
    }
    for (const socket of sockets) socket.close();
  });
});

describe('[E02] the HTTP routes of the older server', () => {
  const origin = () => new URL(url).origin;

  it('[E14] list, call and answer as its clients read them, and say that they are of an older version', async () => {
    const listed = await fetch(`${origin()}/tools`, {
      headers: { authorization: `Bearer ${tokens['copilot-studio']}` },
    });
    expect(listed.headers.get('deprecation')).toMatch(/^@\d+$/u);
    expect((await listed.json()) as { name: string }[]).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'get_patient' })]),
    );
    const called = await jsonAt(`${origin()}/call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens['copilot-studio']}` },
      body: JSON.stringify({ tool: 'get_patient', arguments: { mrn: 'MRN001' } }),
    });
    expect(JSON.stringify(called)).toContain('MRN001');
    await expect(jsonAt(`${origin()}/health`)).resolves.toMatchObject({ status: 'healthy' });
  });
});

describe('[X19] a token that lacks a scope', () => {
  it('is told every scope that the call needs, and with those it succeeds', async () => {
    const token = await stack.tokenOf('copilot-studio', 'read:patients');
    const refused = await callTool(url, token, 'get_lab_results', { mrn: 'MRN001' });
    expect(refused.status).toBe(403);
    const scope = /scope="([^"]+)"/u.exec(refused.challenge ?? '')?.[1];
    const stepped = await stack.tokenOf('copilot-studio', scope);
    await expect(callTool(url, stepped, 'get_lab_results', { mrn: 'MRN001' })).resolves.toMatchObject({
      json: { status: 'success' },
    });
  });
});

describe('[X10] a chart', () => {
  it('is a page of its own beside the answer, for hosts that open such pages', async () => {
    const headers = { authorization: `Bearer ${tokens['copilot-studio']}` };
    const transport = new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } });
    const client = new Client({ name: 'spec', version: '1.0.0' });
    await client.connect(transport);
    const { tools } = await client.listTools();
    const uri = tools.find(({ name }) => name === 'get_vital_signs')?._meta?.['ui'] as { resourceUri: string };
    expect(uri.resourceUri).toMatch(/^ui:\/\//u);
    const { contents } = await client.readResource({ uri: uri.resourceUri });
    expect(contents).toMatchObject([
      { mimeType: 'text/html;profile=mcp-app', text: expect.stringMatching(/^<!doctype html>/iu) },
    ]);
    await client.close();
  });
});
