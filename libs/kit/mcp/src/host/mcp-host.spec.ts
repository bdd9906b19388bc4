import { PassThrough } from 'node:stream';
import { callMessage, legacyCall, modernCall } from '../fixture/calls.fixture.js';
import { givenHost, givenServer, stopServers } from '../fixture/host.fixture.js';
import { ask } from '../fixture/http.fixture.js';
import { Peer, refusedUpgrade } from '../fixture/socket.fixture.js';
import { protectedResourceMetadataUrl } from '@caregate/core-contracts';

afterEach(stopServers);

describe('the metadata of the protected resource (RFC 9728)', () => {
  it('says which tokens open it, and who issues them', () => {
    expect(givenHost().host.protectedResourceMetadata()).toEqual({
      resource: 'http://127.0.0.1/mcp',
      authorization_servers: ['https://auth.example.org'],
      scopes_supported: ['read:patients', 'write:vitals'],
      bearer_methods_supported: ['header'],
      resource_name: 'ehr-mcp',
    });
  });

  it.each([
    ['https://ehr.example.org/mcp', 'https://ehr.example.org/.well-known/oauth-protected-resource/mcp'],
    ['https://ehr.example.org', 'https://ehr.example.org/.well-known/oauth-protected-resource'],
    ['https://example.org:8443/a/b', 'https://example.org:8443/.well-known/oauth-protected-resource/a/b'],
  ])('of %s is at %s', (resource, address) => {
    expect(protectedResourceMetadataUrl(resource)).toBe(address);
  });
});

describe('a stopping host', () => {
  it.each([
    ['plain JSON-RPC', []],
    ['MCP', ['mcp']],
  ])('turns away what is new, and lets what is running finish (%s)', async (_case, protocols) => {
    const { host, url, wsUrl, clinic } = await givenServer();
    const peer = await Peer.open(wsUrl, {}, protocols);
    peer.send(callMessage('wait'));
    const overHttp = ask(url, legacyCall('wait'));
    await clinic.arrived(2);
    const closed = host.close();
    await expect(ask(url, modernCall('status'))).resolves.toMatchObject({
      status: 503,
      headers: { connection: 'close' },
    });
    await expect(refusedUpgrade(wsUrl)).resolves.toMatchObject({ status: 503 });
    clinic.release();
    await expect(overHttp).resolves.toMatchObject({ status: 200 });
    await expect(peer.closed).resolves.toEqual({ code: 1001, reason: 'service stopping' });
    expect(peer.heard).toEqual([expect.objectContaining({ id: 1, result: expect.anything() })]);
    await closed;
    expect(host.openSockets()).toBe(0);
  });

  it('takes up no frame that comes after', async () => {
    const { host, wsUrl, clinic, metrics } = await givenServer();
    const peer = await Peer.open(wsUrl);
    peer.send(callMessage('wait'));
    await clinic.arrived(1);
    const closed = host.close();
    peer.send({ ...callMessage('status'), id: 2 });
    clinic.release();
    await closed;
    expect(metrics.calls.map(({ tool }) => tool)).toEqual(['wait']);
  });

  it('waits no longer than it was told to, cuts what runs with an answer, and puts that on the trail', async () => {
    const { host, wsUrl, clinic, trail } = await givenServer({ limits: { stopMilliseconds: 5 } });
    const peer = await Peer.open(wsUrl);
    const answer = peer.ask(callMessage('wait'));
    await clinic.arrived(1);
    await host.close();
    await expect(answer).resolves.toMatchObject({
      result: { isError: true, content: [{ text: expect.stringMatching(/Try again shortly[^]*service\.stopping/) }] },
    });
    await expect(peer.closed).resolves.toMatchObject({ code: 1001 });
    expect(trail.entries.at(-1)).toMatchObject({ outcome: 'failure', detail: { code: 'service.stopping' } });
    expect(clinic.contexts[0]?.signal.aborted).toBe(true);
    clinic.release();
  });

  it('listens to no revocations any more', async () => {
    const { host, verifier } = await givenServer();
    expect(verifier.listening).toBe(1);
    await host.close();
    expect(verifier.listening).toBe(0);
  });
});

describe('over stdio', () => {
  const hello = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'spec', version: '1' } };

  function given(accessToken?: string) {
    const { host, ...rest } = givenHost();
    const stdin = new PassThrough();
    const stdout = new PassThrough({ encoding: 'utf8' });
    const served = host.serveStdio({ stdin, stdout, ...(accessToken !== undefined && { accessToken }) });
    const lines = stdout[Symbol.asyncIterator]();
    const request = async (message: unknown): Promise<unknown> => {
      stdin.write(`${JSON.stringify(message)}\n`);
      const { value } = await lines.next();
      return JSON.parse(String(value));
    };
    return { host, ...rest, stdin, served, request };
  }

  it('the token of the environment opens the tools, and is verified with every call', async () => {
    const { host, request, verifier, trail } = given('doctor');
    await request({ jsonrpc: '2.0', id: 1, method: 'initialize', params: hello });
    const call = callMessage('get_patient', { mrn: 'MRN001' });
    await expect(request(call)).resolves.toMatchObject({ result: { structuredContent: { name: 'John Doe' } } });
    verifier.revoke('token-1');
    await expect(request(call)).resolves.toMatchObject({ result: { isError: true } });
    expect(trail.entries.map(({ transport, decision }) => [transport, decision])).toEqual([
      ['stdio', 'assignment'],
      ['stdio', 'token.revoked'],
    ]);
    await host.close();
  });

  it('without a token only public tools are open', async () => {
    const { host, request } = given();
    await request({ jsonrpc: '2.0', id: 1, method: 'initialize', params: hello });
    await expect(request(callMessage('status'))).resolves.toMatchObject({
      result: { structuredContent: { known: false } },
    });
    await expect(request(callMessage('get_patient', { mrn: 'MRN001' }))).resolves.toMatchObject({
      result: { isError: true },
    });
    await host.close();
  });

  it('serving ends when the peer closes the stream, and when the host does', async () => {
    const byPeer = given();
    byPeer.stdin.end();
    await byPeer.served;
    await byPeer.host.close();
    const byHost = given();
    await byHost.host.close();
    await byHost.served;
  });
});
