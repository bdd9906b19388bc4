import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { loadConfig } from '@caregate/kit-config';
import { bridgeCommand, killBridges } from '../fixtures/bridge-command.fixture.js';
import { clinicServer, type ClinicServer } from '../fixtures/clinic-server.fixture.js';
import { scriptedBrowser } from '../fixtures/scripted-browser.fixture.js';
import { connect } from './connect.js';
import { connectConfig } from './connect.config.js';
import { connection } from './connection.js';
import { CredentialFile } from './sign-in/credential-file.js';

const handshake = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'desktop', version: '1' } };

const quietly = { callbackPort: 0, browser: false, timeout: 1, logLevel: 'silent' } as const;

let clinic: ClinicServer;
let folder: string;
beforeAll(async () => {
  clinic = await clinicServer();
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'caregate-bridge-'));
  clinic.issuer.requests.splice(0);
  clinic.issuer.decision = 'allow';
});
afterEach(async () => {
  killBridges();
  await rm(folder, { recursive: true, force: true });
});
afterAll(() => clinic.close());

function given(...more: string[]) {
  return bridgeCommand([clinic.resource, '--config-folder', folder, ...more]);
}

/** Up to the end of the handshake, a person having signed in. */
async function signedIn() {
  const bridge = given();
  const initialized = bridge.ask('initialize', handshake);
  await scriptedBrowser(await bridge.signInPage());
  await initialized;
  bridge.send({ method: 'notifications/initialized' });
  return bridge;
}

async function stored(): Promise<Record<string, Record<string, unknown>>> {
  const [name = ''] = await readdir(folder);
  return JSON.parse(await readFile(path.join(folder, name), 'utf8'));
}

describe('bridge connect', () => {
  it('finds the authorization server, registers, has the person sign in, and relays', async () => {
    const bridge = given();
    const initialized = bridge.ask('initialize', handshake);
    const page = new URL(await bridge.signInPage());
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      resource: clinic.resource,
      scope: expect.stringContaining('read:providers'),
    });
    expect(page.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    expect(await scriptedBrowser(page.href)).toMatchObject({ status: 200, url: { pathname: '/callback' } });
    expect(await initialized).toMatchObject({ result: { serverInfo: { name: 'clinic' } } });
    bridge.send({ method: 'notifications/initialized' });
    const called = await bridge.ask('tools/call', { name: 'find_provider', arguments: { name: 'Ada' } });
    expect(called).toMatchObject({ result: { structuredContent: { done: 'Ada' } } });
    expect(clinic.issuer.requests).toContain('POST /reg');
    bridge.end();
    expect(await bridge.closed).toBe(0);
    expect(bridge.output.every((line) => line.startsWith('{"'))).toBe(true);
  });

  it('keeps the sign-in for the next time, where only its owner can read it, and says no token', async () => {
    const first = await signedIn();
    first.end();
    await first.closed;
    const [name = ''] = await readdir(folder);
    expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
    const second = given();
    expect(await second.ask('initialize', handshake)).toMatchObject({ result: {} });
    expect(second.said.join('\n')).not.toContain('Sign in at');
    const { tokens } = await stored();
    const all = [...first.said, ...second.said].join('\n');
    expect(all).not.toContain(String(tokens?.['access_token']));
    expect(all).not.toContain(String(tokens?.['refresh_token']));
  });

  it('refreshes a token that is refused midway, without asking anybody, and once for two of its processes', async () => {
    const one = await signedIn();
    const two = given();
    await two.ask('initialize', handshake);
    const before = await stored();
    clinic.issuer.requests.splice(0);
    clinic.revokeAll();
    const call = { name: 'find_provider', arguments: { name: 'Ada' } };
    const answers = await Promise.all([one.ask('tools/call', call), two.ask('tools/call', call)]);
    for (const answer of answers) expect(answer).toMatchObject({ result: { structuredContent: { done: 'Ada' } } });
    expect(clinic.issuer.requests.filter((line) => line === 'POST /token')).toHaveLength(1);
    const after = await stored();
    expect(after['tokens']?.['access_token']).not.toBe(before['tokens']?.['access_token']);
    expect([...one.said, ...two.said].filter((line) => line.includes('Sign in at'))).toHaveLength(1);
  });

  it('takes what it cannot read for no sign-in, and says which port is not free to come back to', async () => {
    await writeFile(new CredentialFile(folder, clinic.resource).path, '{"resource":');
    const bridge = given('--callback-port', new URL(clinic.resource).port);
    expect(await bridge.ask('initialize', handshake)).toMatchObject({
      error: { code: 503, message: expect.stringMatching(/^Port \d+ is in use/) },
    });
  });

  it('says when its client sends more than it reads, and ends', async () => {
    const input = new PassThrough();
    const made = connection(loadConfig(connectConfig, {}), clinic.resource, { ...quietly, configFolder: folder });
    const ended = connect(made, input);
    input.write('x'.repeat(11_000_000));
    await expect(ended).rejects.toThrow(/exceeded maximum size/);
  });

  it('asks the person for a scope that an operation lacks, and then carries it out', async () => {
    const bridge = await signedIn();
    const called = bridge.ask('tools/call', { name: 'read_task', arguments: {} });
    const page = new URL(await bridge.signInPage(2));
    expect(page.searchParams.get('scope')?.split(' ')).toEqual(
      expect.arrayContaining(['read:providers', 'read:tasks']),
    );
    await scriptedBrowser(page.href);
    expect(await called).toMatchObject({ result: { structuredContent: { done: 'task' } } });
  });

  it('answers what waits with an error when the person says no', async () => {
    clinic.issuer.decision = 'deny';
    const bridge = given();
    const initialized = bridge.ask('initialize', handshake);
    await scriptedBrowser(await bridge.signInPage());
    expect(await initialized).toMatchObject({
      error: { code: 503, message: 'The sign-in was refused (access_denied).' },
    });
  });

  it('does not take an answer to a sign-in that it did not begin', async () => {
    const bridge = given();
    const initialized = bridge.ask('initialize', handshake);
    const page = new URL(await bridge.signInPage());
    const forged = new URL(page.searchParams.get('redirect_uri') ?? '');
    forged.search = new URLSearchParams({ code: 'stolen', state: 'guessed', iss: clinic.issuer.issuer }).toString();
    expect((await fetch(forged)).status).toBe(400);
    expect((await fetch(`${forged.origin}//`)).status).toBe(400);
    await scriptedBrowser(page.href);
    expect(await initialized).toMatchObject({ result: {} });
  });

  it('does not redeem a code that another authorization server sent (RFC 9207)', async () => {
    const bridge = given();
    const initialized = bridge.ask('initialize', handshake);
    const page = new URL(await bridge.signInPage());
    const mixedUp = new URL(page.searchParams.get('redirect_uri') ?? '');
    const state = page.searchParams.get('state') ?? '';
    mixedUp.search = new URLSearchParams({ code: 'x', state, iss: 'https://evil.example' }).toString();
    await fetch(mixedUp);
    expect(await initialized).toMatchObject({ error: { message: expect.stringContaining('sign-in failed') } });
    expect(clinic.issuer.requests).not.toContain('POST /token');
  });
});

/** What is done once tells its answer on standard output. */
async function answerOf(bridge: ReturnType<typeof bridgeCommand>): Promise<unknown> {
  expect(await bridge.closed).toBe(0);
  return JSON.parse(bridge.output.join('\n'));
}

describe('bridge connect, once', () => {
  it('lists tools with a token that it is given, calls one, and manages its registration', async () => {
    const first = await signedIn();
    first.end();
    await first.closed;
    const { tokens } = await stored();
    const environment = { MCP_CLIENT_ACCESS_TOKEN: String(tokens?.['access_token']) };
    const elsewhere = [clinic.resource, '--config-folder', path.join(folder, 'other'), '--list-tools'];
    const once = (...args: string[]) => answerOf(given(...args));
    const [listed, called, state, client, prompts] = await Promise.all([
      answerOf(bridgeCommand(elsewhere, environment)),
      once('--command', 'find_provider Ada B'),
      once('--token'),
      once('--get-client-info'),
      once('--list-prompts'),
    ]);
    expect(listed).toMatchObject({ tools: [{ name: 'find_provider' }] });
    expect(called).toMatchObject({ structuredContent: { done: 'Ada B' } });
    expect(prompts).toEqual({ prompts: [] });
    expect(state).toMatchObject({ signedIn: true });
    expect(client).toMatchObject({ client_name: 'CareGate bridge' });
    expect(JSON.stringify(client)).not.toContain('registration_access_token');
    expect(await once('--update-client', 'client_name=Ward 7,contacts=a@ward.example;b@ward.example')).toMatchObject({
      client_name: 'Ward 7',
      contacts: ['a@ward.example', 'b@ward.example'],
    });
    expect(await once('--delete-client')).toEqual({ deleted: true });
    expect(await readdir(folder)).toEqual([]);
  });

  it('reads variables from a file, and ends with a sentence and a status for a server that is not there', async () => {
    const file = path.join(folder, 'bridge.env');
    await writeFile(file, 'MCP_SERVER_URL=http://127.0.0.1:9/mcp\n');
    const bridge = bridgeCommand(['--env-file', file, '--list-tools', '--log-level', 'WARNING']);
    expect(await bridge.closed).toBe(4);
    expect(bridge.said).toHaveLength(1);
    expect(bridge.output).toEqual([]);
  });

  it.each([
    ['plain http to another machine', 'http://clinic.example/mcp'],
    ['no server at all', undefined],
    ['what is no address', 'clinic'],
  ])('refuses %s as wrong use', (_case, url) => {
    const attempt = () => connection(loadConfig(connectConfig, {}), url, quietly);
    expect(attempt).toThrow(expect.objectContaining({ exitStatus: 2 }));
  });
});
