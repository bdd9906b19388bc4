import { freePort, until } from '@caregate/testing';
import { allowAccess } from './support/allow-access.js';
import { conformance } from './support/conformance.js';
import { mcpRemote, type McpRemote } from './support/mcp-remote.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

let stack: SpecStack;
beforeAll(async () => {
  stack = await specStack({ rooms: recordRooms });
}, 120_000);
afterAll(() => stack.end());

const doctor = () => {
  const found = stack.people.find(({ role }) => role === 'doctor');
  if (found === undefined) throw new Error('no doctor in the sandbox');
  return found;
};

const registered = async (redirectUri: string) => {
  const response = await fetch(`${stack.addresses.issuer}/reg`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Conformance suite',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
    }),
  });
  return ((await response.json()) as { client_id: string }).client_id;
};

describe('[T08 T11] the authorization server', () => {
  it('passes every check of the official conformance suite', async () => {
    const port = await freePort();
    const clientId = await registered(`http://127.0.0.1:${port}/callback`);
    const { issuer, ehrMcp } = stack.addresses;
    let visit: Promise<unknown> | undefined;
    const { exitCode, scenarios } = await conformance(
      ['authorization', '--url', issuer, '--client-id', clientId, '--resource', ehrMcp, '-p', String(port)],
      (printed) => {
        const url = /^(http\S+\/auth\?\S+)$/mu.exec(printed)?.[1];
        if (url !== undefined) visit ??= allowAccess(url, doctor());
      },
    );
    await visit;
    const checks = [...scenarios.values()].flat();
    expect(checks.filter(({ status }) => status !== 'SUCCESS')).toEqual([]);
    const names = ['authorization-code-grant', 'authorization-server-metadata-endpoint'].map(
      (name) => `authorization-server-${name}`,
    );
    expect({ exitCode, ran: [...scenarios.keys()].sort() }).toEqual({ exitCode: 0, ran: names });
  }, 60_000);
});

describe('[T09] mcp-remote, between an assistant that speaks stdio and the health record', () => {
  let remote: McpRemote;
  afterEach(() => remote.end());

  it('registers itself, lets a person sign in, and calls tools until its tokens are revoked', async () => {
    const shown: string[] = [];
    const asked = (url: string) => {
      // The person allows it once. What it asks after the revocation stays without an answer.
      if (shown.push(url) === 1) void allowAccess(url, doctor());
    };
    remote = mcpRemote(stack.addresses.ehrMcp, await freePort(), asked);
    await remote.connect();
    expect(shown).toHaveLength(1);
    const { tools } = await remote.client.listTools();
    expect(tools.map(({ name }) => name)).toContain('get_patient');
    const read = () =>
      remote.client.callTool({ name: 'get_patient', arguments: { mrn: 'MRN001' } }, { timeout: 3_000 });
    expect(await read()).toMatchObject({ structuredContent: { status: 'success', patient: { first_name: 'John' } } });
    const { client_id } = remote.remembered('client_info');
    const { refresh_token: token } = remote.remembered('tokens');
    const body = new URLSearchParams({ client_id, token });
    const revoked = await fetch(`${stack.addresses.issuer}/token/revocation`, { method: 'POST', body });
    expect(revoked.status).toBe(200);
    await until(async () => (await read().catch(() => undefined)) === undefined);
    await until(() => shown.length === 2);
  }, 60_000);
});
