import { authorize, seededClients } from '@caregate/dev';
import { withClient } from '@caregate/testing';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { WebSocket } from 'ws';
import { callTool } from './support/call-tool.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

let stack: SpecStack;
let url: string;
beforeAll(async () => {
  stack = await specStack({ rooms: recordRooms });
  url = stack.addresses.ehrMcp;
}, 120_000);
afterAll(() => stack.end());

describe('[E06] a call without a token', () => {
  it('is refused, and told where a token is to be had', async () => {
    const reply = await callTool(url, undefined, 'get_patient', { mrn: 'MRN001' });
    expect(reply.status).toBe(401);
    expect(reply.challenge).toMatch(/^Bearer .*resource_metadata="[^"]+oauth-protected-resource\/mcp"/);
  });

  it.each(['x', 'eyJhbGciOiJub25lIn0.e30.', 'a.b.c'])('is refused with the token %p too', async (token) => {
    const reply = await callTool(url, token, 'get_patient', { mrn: 'MRN001' });
    expect(reply.status).toBe(401);
    expect(reply.challenge).toContain('invalid_token');
  });
});

describe('[T12] a machine client', () => {
  const credentials = (appId: string) => seededClients(stack.folder).find(({ app_id: id }) => id === appId);

  it('authenticates by tool, for an hour, and reads with the token as an argument', async () => {
    const client = credentials('copilot-studio');
    const { json } = await callTool(url, undefined, 'authenticate', {
      client_id: client?.client_id,
      client_secret: client?.client_secret,
      app_id: 'copilot-studio',
    });
    expect(json).toMatchObject({
      status: 'success',
      token_type: 'Bearer',
      expires_in: 3600,
      client_info: {
        client_id: client?.client_id,
        app_id: 'copilot-studio',
        app_name: 'Microsoft Copilot Studio',
        role: 'doctor',
      },
    });
    const patient = await callTool(url, undefined, 'get_patient', {
      mrn: 'MRN001',
      access_token: json['access_token'],
    });
    expect(patient.json).toMatchObject({ status: 'success', patient: { first_name: 'John', dob: '1985-06-15' } });
  });

  it.each([
    ['another secret', { client_secret: 'wrong' }],
    ['the application of another client', { app_id: 'lab-integration' }],
    ['an unknown client', { client_id: 'client_nobody' }],
  ])('is refused with %s, in the same words', async (_case, wrong) => {
    const client = credentials('copilot-studio');
    const { isError, json } = await callTool(url, undefined, 'authenticate', {
      client_id: client?.client_id,
      client_secret: client?.client_secret,
      app_id: 'copilot-studio',
      ...wrong,
    });
    expect(isError).toBe(true);
    expect(json).toMatchObject({ status: 'error', message: 'Invalid client credentials', tool: 'authenticate' });
  });

  it('[T01] is what validate_token says it is', async () => {
    const token = await stack.tokenOf('nurse-station');
    const { json } = await callTool(url, undefined, 'validate_token', { access_token: token });
    expect(json).toMatchObject({ valid: true, app_id: 'nurse-station', role: 'nurse' });
    expect(json['scopes']).toContain('read:vitals');
    const other = await callTool(url, undefined, 'validate_token', { access_token: `${token.slice(0, -4)}AAAA` });
    expect(other.json).toMatchObject({ valid: false });
  });
});

describe('[U07] scopes', () => {
  it('open what they name and nothing else, and the refusal names what is missing', async () => {
    const token = await stack.tokenOf('copilot-studio', 'read:vitals');
    await expect(callTool(url, token, 'get_vital_signs', { mrn: 'MRN001' })).resolves.toMatchObject({ status: 200 });
    const refused = await callTool(url, token, 'record_vital_signs', { mrn: 'MRN001', heart_rate: 70 });
    expect(refused.status).toBe(403);
    expect(refused.challenge).toMatch(/error="insufficient_scope".*scope="[^"]*write:vitals/);
  });

  it('are not more than the client was registered for', async () => {
    await expect(stack.tokenOf('lab-integration', 'write:vitals')).rejects.toThrow(
      /invalid_scope|invalid_target|4\d\d/,
    );
  });
});

describe('[U08] the patient portal', () => {
  it('reads its own patient, and is refused any other in the same words as one who does not exist', async () => {
    const token = await stack.tokenOf('patient-portal');
    const own = await callTool(url, token, 'get_patient', { mrn: 'MRN001' });
    expect(own.json).toMatchObject({ status: 'success' });
    const other = await callTool(url, token, 'get_patient', { mrn: 'MRN002' });
    const nobody = await callTool(url, token, 'get_patient', { mrn: 'MRN-NOBODY' });
    expect(other.isError).toBe(true);
    expect({ ...other.json, request_id: '' }).toEqual({ ...nobody.json, request_id: '' });
  });
});

describe('[E01] plain frames of the older clients', () => {
  it('are answered without any handshake, errors as results', async () => {
    const socket = new WebSocket(stack.addresses.ehrSocket);
    await new Promise((resolve) => socket.once('open', resolve));
    const ask = (frame: object) =>
      new Promise<Record<string, never>>((resolve) => {
        socket.once('message', (data) => resolve(JSON.parse(String(data))));
        socket.send(JSON.stringify(frame));
      });
    const list = await ask({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect(JSON.stringify(list)).toContain('get_vital_signs');
    const refused = await ask({
      jsonrpc: '2.0',
      id: 2,
      method: 'tools/call',
      params: { name: 'get_patient', arguments: { mrn: 'MRN001', access_token: 'x.y.z' } },
    });
    expect(refused).toMatchObject({ id: 2, result: { isError: true } });
    const unknown = await ask({ jsonrpc: '2.0', id: 3, method: 'no/such' });
    expect(unknown).toMatchObject({ id: 3, error: { code: -32601 } });
    socket.close();
  });
});

describe('[E09] the seeded record', () => {
  it('is as large as that of the older server', async () => {
    const sizes = await withClient(stack.adminUrl, async (client) => {
      const counted: Record<string, number | null> = {};
      for (const table of ['patient', 'provider', 'appointment', 'medication', 'allergy', 'vital_sign', 'lab_order'])
        counted[table] = (await client.query(`SELECT FROM ehr.${table}`)).rowCount;
      return counted;
    });
    const people = { patient: 221, provider: 49, appointment: 108 };
    expect(sizes).toEqual({ ...people, medication: 260, allergy: 117, vital_sign: 361, lab_order: 207 });
  });

  it('finds two patients by the name John', async () => {
    const token = await stack.tokenOf('copilot-studio');
    const { json } = await callTool(url, token, 'search_patients', { search_term: 'John' });
    expect(json).toMatchObject({ status: 'success', count: 2 });
    expect(JSON.stringify(json)).toContain('MRN001');
  });
});

describe('[X04] one address', () => {
  it.each(['2025-11-25', '2026-07-28'])('answers clients that insist on MCP of %s', async (revision) => {
    const pin = revision === '2026-07-28' ? { versionNegotiation: { mode: { pin: revision } } } : {};
    const client = new Client({ name: 'spec', version: '1' }, pin);
    const token = await stack.tokenOf('copilot-studio');
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
    const { isError, structuredContent } = await client.callTool({ name: 'get_patient', arguments: { mrn: 'MRN001' } });
    expect([client.getNegotiatedProtocolVersion(), isError ?? false]).toEqual([revision, false]);
    expect(JSON.stringify(structuredContent)).toContain('MRN001');
    await client.close();
  });
});

describe('[X09] an app that speaks SMART on FHIR', () => {
  it('signs a patient in by what the facade says of itself, and reads what was allowed and nothing else', async () => {
    const { ehrMcp, issuer } = stack.addresses;
    const fhir = ehrMcp.replace(/mcp$/, 'fhir');
    const smart = await jsonAt(`${fhir}/.well-known/smart-configuration`);
    const server = await jsonAt(`${issuer.replace(/\/$/, '')}/.well-known/oauth-authorization-server`);
    for (const member of ['issuer', 'authorization_endpoint', 'token_endpoint', 'jwks_uri', 'revocation_endpoint'])
      expect([member, smart[member]]).toEqual([member, server[member]]);
    for (const member of ['grant_types_supported', 'token_endpoint_auth_methods_supported'])
      expect(server[member]).toEqual(expect.arrayContaining(smart[member] as string[]));
    expect(smart['scopes_supported']).toContain('patient/Observation.rs');

    const patient = stack.people.find(({ role }) => role === 'patient');
    if (patient === undefined) throw new Error('no patient in the sandbox');
    const granted = await authorize(stack.addresses, patient, 'patient/Observation.rs patient/Patient.rs');
    expect(granted.scope).toBe('patient/Observation.rs patient/Patient.rs');
    const get = (path: string) =>
      fetch(`${fhir}${path}`, { headers: { authorization: `Bearer ${granted.accessToken}` } });
    const self = (await (await get('/Patient')).json()) as { total: number; entry: { resource: { id: string } }[] };
    expect(self.total).toBe(1);
    const observations = await get(`/Observation?patient=${self.entry[0]?.resource.id}`);
    expect([observations.status, await observations.json()]).toMatchObject([200, { resourceType: 'Bundle' }]);
    const refused = await get(`/MedicationRequest?patient=${self.entry[0]?.resource.id}`);
    expect([refused.status, await refused.json()]).toMatchObject([403, { resourceType: 'OperationOutcome' }]);
    expect(refused.headers.get('www-authenticate')).toMatch(
      /error="insufficient_scope".*scope="patient\/MedicationRequest\.rs"/,
    );
    const { rows } = await withClient(stack.adminUrl, (client) =>
      client.query(`SELECT body FROM audit.event WHERE event = 'medication.read' ORDER BY id DESC LIMIT 1`),
    );
    expect(JSON.parse(rows[0].body)).toMatchObject({ outcome: 'refused', decision: 'access.scope.insufficient' });
  });

  async function jsonAt(address: string): Promise<Record<string, unknown>> {
    return (await (await fetch(address)).json()) as Record<string, unknown>;
  }
});
