import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { roles, scopes, type Role, type Scope } from '@caregate/core-permissions';
import { givenCaller, listen, Visitors } from '@caregate/testing';
import { toolMatrix } from '../access/tool-matrix.fixture.js';
import { ehrTools } from '../ehr-tools.js';
import { recordlessHost } from '../testing/recordless-host.js';

const allRoles = Object.keys(roles) as Role[];
const allScopes = Object.keys(scopes) as Scope[];
const matrix = toolMatrix(ehrTools);

const { verifier, admit } = new Visitors();

function tokenOf(role: Role, held: readonly Scope[]): string {
  const token = randomUUID();
  admit(token, givenCaller({ role, scopes: held }));
  return token;
}

const legacy = { headers: { 'mcp-protocol-version': '2025-11-25' }, params: {} };
const modern = {
  headers: { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/list' },
  params: {
    _meta: {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientCapabilities': {},
    },
  },
};

describe('tools/list over HTTP (features U03, U07)', () => {
  const mcp = recordlessHost({ verifier });
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => void mcp.handleHttp(request, response));
    url = `http://127.0.0.1:${await listen(server)}/mcp`;
  });
  afterAll(async () => {
    await mcp.close();
    server.closeAllConnections();
    server.close();
  });

  it.each(allRoles.flatMap((role) => [['2025-11-25', role, legacy] as const, ['2026-07-28', role, modern] as const]))(
    'in %s shows role %s what it could open with no scope, with each one and with all',
    async (_era, role, wire) => {
      const wallets = [[], ...allScopes.map((scope) => [scope]), allScopes];
      const complaints: string[] = [];
      for (const wallet of wallets) {
        const shown = await shownWith(tokenOf(role, wallet), wire);
        if (shown.join() !== expectedFor(role, wallet).join()) complaints.push(`${wallet.join()}: ${shown.join()}`);
      }
      expect(complaints).toEqual([]);
    },
  );

  async function shownWith(token: string, { headers, params }: typeof legacy | typeof modern): Promise<string[]> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        authorization: `Bearer ${token}`,
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params }),
    });
    // The answer of 2025 is a stream of one event.
    const text = (await response.text()).replace(/^event: message\ndata: /, '');
    const tools: { name: string }[] = JSON.parse(text).result.tools;
    return tools.map(({ name }) => name);
  }
});

/** By the table for readers: the role, and one of the scopes. One's own record may be opened with fewer. */
function expectedFor(role: Role, wallet: readonly Scope[]): string[] {
  const opens = matrix.filter((row) => {
    if (row.permission === 'public') return true;
    const enough = role === 'patient' || row.concernsPatient ? [...row.scopes, ...row.ownScopes] : row.scopes;
    return row.roles.includes(role) && enough.some((scope) => wallet.includes(scope));
  });
  return opens.map(({ tool }) => tool);
}
