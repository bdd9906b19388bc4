import { createServer, type Server } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { Caller, Scope } from '@caregate/core-permissions';
import { RecordingAudit, listen } from '@caregate/testing';
import { AuthTrail } from '../../trail/auth-trail.js';
import { OrthancAuthorization } from './orthanc-authorization.js';

const caller: Caller = Object.freeze({
  kind: 'user',
  subject: 'doctor-1',
  clientId: 'viewer',
  role: 'doctor',
  scopes: ['read:imaging'],
  tokenId: 'token-1',
  issuedAtSeconds: 0,
  expiresAtSeconds: 4_000_000_000,
});
const own = '6eeded74-75005003-c3ae9738-d4a06a4f-6beedeb8';
const gateAuthorization = `Basic ${Buffer.from('gateway:secret').toString('base64')}`;

/** A question as `AuthorizationWebService.cpp` writes it, of the study that this doctor may look at. */
const question = (changes: object = {}) => ({
  method: 'get',
  level: 'study',
  'orthanc-id': own,
  'dicom-uid': '2.25.1',
  'token-key': 'Authorization',
  'token-value': 'Bearer good.token.x',
  'server-id': null,
  ...changes,
});

describe("what Orthanc's authorization plugin is told (feature P01)", () => {
  const audit = new RecordingAudit();
  const record = audit.record.bind(audit);
  let trusted = true;
  let scopes: Caller['scopes'] = caller.scopes;
  let required: readonly Scope[] = ['read:imaging'];
  const judged: string[] = [];
  let server: Server;
  const authorization = new OrthancAuthorization({
    peers: { trusts: () => trusted },
    verifier: {
      verify: async (token) => {
        if (token === 'unknown.key.x') throw new Error('no keys');
        if (token !== 'good.token.x') throw new DomainError(token === '' ? 'token.absent' : 'token.expired');
        return { ...caller, scopes };
      },
    },
    get scopes() {
      return required;
    },
    gate: {
      judge: async (_caller, path, method) => {
        judged.push(path);
        if (path.endsWith('/absent-archive')) throw new DomainError('imaging.archive.unavailable');
        return method === 'GET' && path === `/studies/${own}`
          ? { allowed: true, authorization: gateAuthorization }
          : { allowed: false, error: new DomainError('access.patient.refused') };
      },
    },
    gateAuthorization,
    trail: new AuthTrail(audit),
    logger: { error: () => undefined },
  });
  let url: string;
  beforeAll(async () => {
    server = createServer((message, response) => authorization.handle(message, response));
    url = `http://127.0.0.1:${await listen(server)}/orthanc/authorize`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    trusted = true;
    scopes = caller.scopes;
    required = ['read:imaging'];
    judged.splice(0);
    audit.record = record;
  });

  const asked = async (body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url, { method: 'POST', headers, body: text });
    expect(response.headers.get('cache-control')).toBe('no-store');
    return [response.status, (await response.json()) as object];
  };
  const yes = { granted: true, validity: 1 };
  const no = { granted: false, validity: 1 };

  it('is yes for the study of a patient whom the caller treats, for no longer than a revocation takes', async () => {
    expect(await asked(question())).toEqual([200, yes]);
    expect(await asked(question({ 'token-key': 'token', 'token-value': 'good.token.x' }))).toEqual([200, yes]);
    expect(await asked(question({ 'token-value': 'BEARER good.token.x' }))).toEqual([200, yes]);
  });

  it.each([
    ['no token', { 'token-key': undefined, 'token-value': undefined }],
    ['a token that does not hold', { 'token-value': 'Bearer old.token.x' }],
    ['the study of another patient', { 'orthanc-id': own.replace('6', '7') }],
    ['another thing of that name', { level: 'series' }],
    ['a whole patient', { level: 'patient' }],
    ['the system', { level: 'system', uri: '/tools/execute-script', 'orthanc-id': undefined }],
    ['a change', { method: 'delete' }],
    ['a password that is not that of the gate', { 'token-value': 'Basic Z2F0ZXdheTp3cm9uZw==' }],
  ])('is no for %s', async (_what, changes) => {
    expect(await asked(question(changes))).toEqual([200, no]);
  });

  it('asks for no scope where the route to the archive names none', async () => {
    [scopes, required] = [[], []];
    expect(await asked(question())).toEqual([200, yes]);
  });

  it('is asked of the gate by what the plugin names, and of a patient or the system as of nothing there', async () => {
    for (const level of ['study', 'series', 'instance', 'patient', 'system']) await asked(question({ level }));
    expect(judged).toEqual([`/studies/${own}`, `/series/${own}`, `/instances/${own}`, '/', '/']);
  });

  it('is no for a token without the scope of the route, and the refusal is on the trail', async () => {
    scopes = ['read:vitals'];
    expect(await asked(question())).toEqual([200, no]);
    expect(audit.entries.at(-1)).toMatchObject({ outcome: 'refused', decision: 'access.scope.insufficient' });
  });

  it('lets the gate itself ask whose a study is, and do nothing else', async () => {
    const gate = { 'token-value': gateAuthorization };
    expect(await asked(question({ ...gate, 'orthanc-id': own.replace('6', '7') }))).toEqual([200, yes]);
    const system = { ...gate, level: 'system', 'orthanc-id': undefined };
    expect(await asked(question({ ...system, method: 'post', uri: '/tools/find' }))).toEqual([200, yes]);
    expect(await asked(question({ ...system, method: 'post', uri: '/tools/reset' }))).toEqual([200, no]);
    expect(await asked(question({ ...gate, method: 'delete' }))).toEqual([200, no]);
  });

  it.each([
    ['{'],
    ['[]'],
    ['{"method":"get"}'],
    [JSON.stringify(question({ level: 'everything' }))],
    [JSON.stringify(question({ method: 'head' }))],
    [JSON.stringify(question({ 'orthanc-id': 'a'.repeat(65) }))],
    [JSON.stringify(question({ 'token-value': 'a'.repeat(8301) }))],
    [JSON.stringify(question({ uri: 'a'.repeat(2001) }))],
    [JSON.stringify(question({ more: 'x'.repeat(33_000) }))],
  ])('is no for what the plugin does not send: %.20s', async (body) => {
    expect(await asked(body)).toEqual([400, no]);
  });

  it('is no when nobody can say, and for whoever is not of the house', async () => {
    expect(await asked(question({ 'orthanc-id': 'absent-archive' }))).toEqual([503, no]);
    expect(await asked(question({ 'token-value': 'unknown.key.x' }))).toEqual([503, no]);
    audit.record = () => Promise.reject(new Error('The trail is away.'));
    expect(await asked(question({ 'token-value': 'Bearer old.token.x' }))).toEqual([503, no]);
    trusted = false;
    expect(await asked(question())).toEqual([403, no]);
  });
});
