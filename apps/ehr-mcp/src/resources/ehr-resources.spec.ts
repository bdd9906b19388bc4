import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { decide, scopes, type Relation } from '@caregate/core-permissions';
import type { McpHost } from '@caregate/kit-mcp';
import { givenCaller, RecordingAudit } from '@caregate/testing';
import { ehrTools } from '../ehr-tools.js';
import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';
import { specHost } from '../testing/spec-host.js';
import { ehrResources } from './ehr-resources.js';

const doctor = givenCaller({ subject: 'doctor-1', scopes: Object.keys(scopes) });
const always = { validFrom: new Date(0), expiresAt: null, revokedAt: null };

describe('the record of a patient by address', () => {
  const trail = new RecordingAudit();
  let clinic: GivenClinic;
  let host: McpHost;
  let server: Server;

  beforeAll(async () => {
    clinic = await givenClinic();
    const assignment: Relation = {
      id: 'assignment-1',
      subject: 'doctor-1',
      patientId: clinic.john,
      kind: 'assignment',
      ...always,
    };
    host = hostOf(clinic, [assignment], trail);
    server = createServer((request, response) => void host.handleHttp(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    await host.close();
    server.closeAllConnections();
    server.close();
    await clinic.end();
  });

  it.each(ehrResources.map(({ uriTemplate, tool }) => [uriTemplate, tool] as const))(
    '%s is what %s answers, as one look at the record on the trail',
    async (template, tool) => {
      const before = trail.entries.length;
      const read = await ask('resources/read', { uri: addressIn(template, 'mrn001') });
      const one = template.includes('{code}') ? { code: '2345-7' } : {};
      const called = await ask('tools/call', { name: tool, arguments: { mrn: 'mrn001', ...one } });
      expect(read.result.contents[0].text).toBe(called.result.content[0].text);
      expect(JSON.parse(read.result.contents[0].text)).toMatchObject({ status: 'success' });
      const [first, second] = trail.entries.slice(before);
      expect(first).toMatchObject({ event: second?.event, outcome: 'success', patientId: clinic.john });
    },
  );

  it.each(ehrResources.map(({ uriTemplate }) => uriTemplate))('%s of another patient is refused', async (template) => {
    const other = await ask('resources/read', { uri: addressIn(template, 'MRN002') });
    expect(other).toMatchObject({ error: { data: { code: 'access.patient.refused' } } });
  });

  it('only reads', () => {
    const behind = ehrResources.map(({ tool }) => ehrTools.find(({ name }) => name === tool));
    expect(behind.map((tool) => tool?.listing.annotations['readOnlyHint'])).toEqual(ehrResources.map(() => true));
  });

  async function ask(method: string, params: object) {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const response = await fetch(`http://127.0.0.1:${port}/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: 'Bearer doctor',
        'mcp-protocol-version': '2025-11-25',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    // What the SDK answers in 2025 is a stream of one event.
    return JSON.parse((await response.text()).replace(/^event: message\ndata: /, ''));
  }
});

function addressIn(template: string, mrn: string): string {
  return template.replace('{mrn}', mrn).replace('{code}', '2345-7');
}

function hostOf({ database }: GivenClinic, relations: readonly Relation[], audit: RecordingAudit): McpHost {
  const verifier = { verify: async () => doctor };
  return specHost({
    dataSource: database.dataSource,
    verifier,
    resources: ehrResources,
    authorizer: {
      decide: async (question) => decide({ ...question, relations, now: new Date() }),
      relationsOf: async () => relations,
    },
    audit,
  });
}
