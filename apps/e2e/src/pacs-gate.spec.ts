import { readFileSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { authorize, Browser, signIn } from '@caregate/dev';
import { strippedHeaders } from '@caregate/edge';
import { describeWith, withClient } from '@caregate/testing';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { edges, startPacs, type EdgeName, type Pacs, type StoredInstance } from './support/pacs.js';
import { rawRequest } from './support/raw-request.js';
import type { SpecStack } from './support/stack.js';

let stack: SpecStack;
let pacs: Pacs;
const person = (role: string) => {
  const found = stack.people.find((each) => each.role === role);
  if (found === undefined) throw new Error(`no ${role} in the sandbox`);
  return found;
};

const tokenOf = (role: string, scope: string, resource: string) =>
  authorize(stack.addresses, person(role), scope, resource);

interface Entry {
  readonly outcome: string;
  readonly decision: string;
  readonly patientId?: string;
  readonly entity?: { readonly id: string };
  readonly actor: { readonly subject: string; readonly role?: string };
}

async function trail(event: string): Promise<readonly Entry[]> {
  const { rows } = await withClient(stack.adminUrl, (client) =>
    client.query<{ body: string }>('SELECT body FROM audit.event WHERE event = $1 ORDER BY id', [event]),
  );
  return rows.map(({ body }) => JSON.parse(body) as Entry);
}

interface Scene {
  readonly pacs: Pacs;
  readonly url: string;
  ask(target: string, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; body: Buffer }>;
}

function stored(mrn: string): StoredInstance {
  const instance = pacs.instances[mrn];
  if (instance === undefined) throw new Error(`nothing of ${mrn} was stored`);
  return instance;
}

function scene(name: EdgeName): Scene {
  const url = pacs.edges[name];
  if (url === undefined) throw new Error(`${name} was not started`);
  const ask = async (target: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/pacs${target}`, { headers, redirect: 'manual' });
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  };
  return { pacs, url, ask };
}

/** `fetch` says of itself that it is no navigation (Fetch Metadata), so it cannot stand for a person. */
function navigate(url: string): Promise<{ status: number | undefined; location: string | undefined }> {
  const headers = { accept: 'text/html', 'sec-fetch-mode': 'navigate' };
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, location: response.headers.location });
    }).on('error', reject);
  });
}

/** The status of an answer to a request that names headers in `Connection`, which `fetch` would not send. */
function withConnection(url: string, connection: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { ...headers, connection }, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

const behind = (name: EdgeName): void => {
  let bearer: Record<string, string>;
  beforeAll(async () => {
    const { accessToken } = await tokenOf('doctor', 'read:imaging', pacs.resource);
    bearer = { authorization: `Bearer ${accessToken}` };
  });

  it('is closed without a token, with a bad one and with one for another service', async () => {
    const here = scene(name);
    const file = `/instances/${stored('MRN001').orthancId}/file`;
    const nobody = await here.ask(file);
    expect(nobody.status).toBe(401);
    expect(nobody.headers.get('www-authenticate')).toContain('/.well-known/oauth-protected-resource/pacs');
    expect((await here.ask(file, { authorization: 'Bearer a.b.c' })).status).toBe(401);
    const other = await tokenOf('doctor', 'read:vitals', stack.addresses.ehrMcp);
    expect((await here.ask(file, { authorization: `Bearer ${other.accessToken}` })).status).toBe(401);
  });

  it('gives the doctor of the patient the very bytes, by the addresses of Orthanc and of DICOMweb', async () => {
    const here = scene(name);
    const instance = stored('MRN001');
    const file = await here.ask(`/instances/${instance.orthancId}/file`, bearer);
    expect([file.status, file.body.equals(instance.part10)]).toEqual([200, true]);
    const study = `/dicom-web/studies/${instance.studyInstanceUid}`;
    const metadata = await here.ask(`${study}/metadata`, { ...bearer, accept: 'application/dicom+json' });
    expect(metadata.status).toBe(200);
    expect(JSON.parse(metadata.body.toString())).toMatchObject([{ '00100020': { Value: ['MRN001'] } }]);
    const whole = await here.ask(study, { ...bearer, accept: 'multipart/related; type="application/dicom"' });
    expect([whole.status, whole.body.includes(instance.part10.subarray(256))]).toEqual([200, true]);
  });

  it('leads on by addresses that its visitors can follow, to what the metadata leaves out (DICOM PS3.18 §10.4)', async () => {
    const here = scene(name);
    const study = `/dicom-web/studies/${stored('MRN001').studyInstanceUid}`;
    const metadata = await here.ask(`${study}/metadata`, { ...bearer, accept: 'application/dicom+json' });
    const [, link = ''] = /"BulkDataURI" : "([^"]*)"/u.exec(metadata.body.toString()) ?? [];
    // In Traefik's manner host and scheme are those of its configuration.
    expect(link).toContain(name.includes('Traefik') ? `/pacs${study}/` : `${here.url}/pacs${study}/`);
    const left = await here.ask(link.slice(link.indexOf('/dicom-web/')), { ...bearer, accept: 'multipart/related' });
    expect(left.status).toBe(200);
  });

  it('[P03] refuses what is of another patient, what is not there and what is not offered, in the same words', async () => {
    const here = scene(name);
    const other = stored('MRN002');
    const refused = [
      `/instances/${other.orthancId}/file`,
      `/dicom-web/studies/${other.studyInstanceUid}/metadata`,
      `/dicom-web/studies/2.25.4711/metadata`,
      `/instances/${'0a1b2c3d-'.repeat(4)}0a1b2c3d/file`,
      '/studies',
      '/dicom-web/studies',
      '/tools/execute-script',
      '/system',
    ];
    const answers = await Promise.all(refused.map((target) => here.ask(target, bearer)));
    expect(answers.map(({ status }) => status)).toEqual(refused.map(() => 403));
    expect(new Set(answers.map(({ body }) => body.toString())).size).toBe(1);
  });

  it('is not talked into another path by dots, slashes and encodings, nor into another method', async () => {
    const here = scene(name);
    const own = stored('MRN001');
    const other = stored('MRN002');
    const [mine, theirs] = [own.orthancId, other.orthancId];
    const forms = [
      `/instances/${mine}/../${theirs}/file`,
      `/instances/${mine}/%2e%2e/${theirs}/file`,
      `/instances/${mine}/%252e%252e/${theirs}/file`,
      `/instances/${mine}%2f..%2f${theirs}/file`,
      `/instances/${mine}/file%2f..%2f..%2f${theirs}%2ffile`,
      `/instances/${mine}/..%5c${theirs}/file`,
      `/instances/${mine}/file/../../${theirs}/file`,
      `/instances//${theirs}/file`,
      `//instances/${theirs}/file`,
      `/./instances/${theirs}/file`,
      `/instances/${theirs}%2ffile`,
      `/instances/${theirs}/file?/instances/${mine}/file`,
      `/instances/${theirs}/file;/instances/${mine}/file`,
      `/studies/../instances/${theirs}/file`,
      `/dicom-web/studies/${own.studyInstanceUid}/../${other.studyInstanceUid}/metadata`,
      `/dicom-web/studies/${own.studyInstanceUid}%2F..%2F${other.studyInstanceUid}/metadata`,
      `/dicom-web/studies/${own.studyInstanceUid},${other.studyInstanceUid}/metadata`,
    ].map((form) => `/pacs${form}`);
    for (const form of [...forms, `/ehr/../pacs/instances/${theirs}/file`, `/PACS/instances/${theirs}/file`]) {
      const { status, body } = await rawRequest(here.url, form, { headers: bearer });
      expect([form, status >= 300, body.includes('MRN002'), body.length < 10_000]).toEqual([form, true, false, true]);
    }
    const [ownFile, otherFile] = [`/pacs/instances/${mine}/file`, `/pacs/instances/${theirs}/file`];
    const asked = async (path: string, method: string, headers: Record<string, string> = {}) =>
      (await rawRequest(here.url, path, { method, headers: { ...bearer, ...headers } })).status;
    expect(await asked(otherFile, 'HEAD')).toBe(403);
    expect(await asked(otherFile, 'GET', { range: 'bytes=0-99' })).toBe(403);
    for (const method of ['DELETE', 'POST', 'PUT', 'PATCH']) expect(await asked(ownFile, method)).toBe(403);
    expect(await asked(`/pacs/instances/${mine}`, 'GET', { 'x-http-method-override': 'DELETE' })).toBe(403);
    expect(await asked(`/pacs/instances/${mine}?_method=DELETE`, 'GET')).toBe(403);
    expect(await asked(ownFile, 'GET')).toBe(200);
  });

  it('does not let a study of one patient be the way to a series of another', async () => {
    const here = scene(name);
    const other = stored('MRN002');
    const own = stored('MRN001');
    const series = `/dicom-web/studies/${own.studyInstanceUid}/series/${other.seriesInstanceUid}`;
    for (const rest of [
      '/metadata',
      `/instances/${other.sopInstanceUid}`,
      `/instances/${other.sopInstanceUid}/metadata`,
    ]) {
      const { status, body } = await here.ask(series + rest, { ...bearer, accept: '*/*' });
      expect([rest, status >= 400, body.includes('MRN002')]).toEqual([rest, true, false]);
    }
  });

  it('[P03] opens to the patient what is their own, and to the nurse what is of those she cares for', async () => {
    const here = scene(name);
    const { instances, resource } = here.pacs;
    const asked = async (role: string, scope: string) => {
      const { accessToken } = await tokenOf(role, scope, resource);
      const answers = ['MRN001', 'MRN002'].map((mrn) =>
        here.ask(`/instances/${instances[mrn]?.orthancId}/file`, { authorization: `Bearer ${accessToken}` }),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await asked('patient', 'read:own_records')).toEqual([200, 403]);
    expect(await asked('nurse', 'read:imaging')).toEqual([200, 200]);
  });

  it('[P02] takes the session cookie too, and sends whoever has none to sign in', async () => {
    const here = scene(name);
    const study = `/dicom-web/studies/${stored('MRN001').studyInstanceUid}/metadata`;
    const browser = new Browser();
    await signIn(browser, await browser.open(`${stack.addresses.auth}/auth/sandbox`), person('doctor'));
    const cookie = await browser.cookieHeader(stack.addresses.auth);
    expect((await here.ask(study, { cookie })).status).toBe(200);
    const { status, location } = await navigate(`${here.url}/pacs${study}`);
    expect([status, location]).toEqual([302, expect.stringContaining('/login')]);
  });

  it('closes within a second when the token is revoked', async () => {
    const here = scene(name);
    const target = `/instances/${stored('MRN001').orthancId}/tags`;
    const granted = await tokenOf('doctor', 'read:imaging', here.pacs.resource);
    const shown = { authorization: `Bearer ${granted.accessToken}` };
    expect((await here.ask(target, shown)).status).toBe(200);
    const startedAt = performance.now();
    await fetch(`${stack.addresses.issuer}/token/revocation`, {
      method: 'POST',
      body: new URLSearchParams({ token: granted.accessToken, client_id: granted.clientId }),
    });
    let { status } = await here.ask(target, shown);
    while (status === 200 && performance.now() - startedAt < 1000) ({ status } = await here.ask(target, shown));
    expect(status).toBe(401);
  });

  it('[G04] lets no client say who it is, neither where /verify is asked nor where it is not', async () => {
    const here = scene(name);
    const { accessToken } = await tokenOf('doctor', 'read:imaging', stack.addresses.imagingMcp);
    const lies = Object.fromEntries(strippedHeaders.map((header) => [header, 'liar']));
    const ways: [string, Record<string, string>][] = [
      ['/imaging/mcp', { authorization: `Bearer ${accessToken}` }],
      ['/bridge/x/mcp', {}],
    ];
    for (const [target, credentials] of ways) {
      const response = await fetch(here.url + target, { headers: { ...lies, ...credentials } });
      expect([target, response.status]).toEqual([target, 200]);
      expect(JSON.stringify(here.pacs.lastHeaders())).not.toContain('liar');
      expect(here.pacs.lastHeaders()['x-user-roles']).toBe(target === '/imaging/mcp' ? 'doctor' : undefined);
    }
  });

  it('[G04] gives the service an assertion that is for it alone, and the token itself to no archive', async () => {
    const here = scene(name);
    const { accessToken } = await tokenOf('doctor', 'read:imaging', stack.addresses.imagingMcp);
    const shown = { authorization: `Bearer ${accessToken}` };
    await fetch(`${here.url}/imaging/mcp`, { headers: { ...shown, cookie: 'other=1', 'x-USER-id': 'liar' } });
    const { 'x-auth-assertion': assertion, ...headers } = here.pacs.lastHeaders();
    const { payload } = await jwtVerify(
      String(assertion),
      createRemoteJWKSet(new URL('/.well-known/caregate/assertion-keys', stack.addresses.auth)),
      { audience: stack.addresses.imagingMcp, typ: 'caregate-assertion+jwt', algorithms: ['ES256'] },
    );
    expect(payload).toMatchObject({ sub: headers['x-user-id'], role: 'doctor' });
    expect(headers).toMatchObject({ 'x-auth-token': accessToken, authorization: `Bearer ${accessToken}` });
    expect(headers.cookie).toBeFalsy();
    const passedOff = { authorization: `Bearer ${String(assertion)}`, 'content-type': 'application/json' };
    for (const door of [`${here.url}/imaging/mcp`, stack.addresses.imagingMcp, stack.addresses.ehrMcp]) {
      const { status } = await fetch(door, { method: 'POST', headers: passedOff, body: '{}' });
      expect([door, status]).toEqual([door, 401]);
    }
  });

  it('[G04] attack 15: a client that has the edge drop headers gains nothing by it', async () => {
    const here = scene(name);
    const target = `/instances/${stored('MRN001').orthancId}/file`;
    const connection = 'X-User-Id, X-Auth-Assertion, Authorization, X-Forwarded-Uri, X-Original-URL, X-Forwarded-Host';
    expect(await withConnection(`${here.url}/pacs${target}`, connection, {})).not.toBe(200);
    const other = `/instances/${stored('MRN002').orthancId}/file`;
    expect(await withConnection(`${here.url}/pacs${other}`, connection, bearer)).not.toBe(200);
  });

  it('[G02] sends each path to its service, and /verify to nobody who could answer it', async () => {
    const here = scene(name);
    const status = await fetch(`${here.url}/auth/status`);
    expect(await status.json()).toMatchObject({ authenticated: false });
    const metadata = await fetch(`${here.url}/.well-known/oauth-protected-resource/ehr/mcp`);
    expect(await metadata.json()).toMatchObject({ resource: stack.addresses.ehrMcp });
    for (const target of ['/verify', '/metrics', '/patients/7'])
      expect([target, (await fetch(here.url + target)).status]).toEqual([target, 404]);
    for (const target of ['/', '/console']) {
      const { status: redirect, headers } = await fetch(here.url + target, { redirect: 'manual' });
      expect([redirect, headers.get('location')]).toEqual([302, '/console/']);
    }
    expect((await fetch(`${here.url}/console/users`)).status).toBe(200);
    for (const target of ['/users', '/roles', '/account/access', '/audit/events', '/access/relations'])
      expect([target, (await fetch(here.url + target)).status]).toEqual([target, 401]);
  });
};

describeWith('Orthanc', 'a real archive', (program) => {
  beforeAll(async () => {
    pacs = await startPacs(program);
    ({ stack } = pacs);
  }, 120_000);
  afterAll(() => pacs.stop());

  for (const { name, program: needed } of edges)
    if (needed === undefined)
      describe(`[P01 G04] behind ${name}`, () => {
        behind(name);
      });
    else
      describeWith(needed, `[P01 G04] behind ${name}`, () => {
        behind(name);
      });

  describe('[P03] the trail of the archive', () => {
    it('has each study that somebody saw, with the patient, and each that was refused', async () => {
      const entries = await trail('imaging.study.read');
      const { rows } = await withClient(stack.adminUrl, (client) =>
        client.query<{ mrn: string; id: string }>(`SELECT mrn, id FROM ehr.patient WHERE mrn IN ('MRN001', 'MRN002')`),
      );
      const ids = Object.fromEntries(rows.map(({ mrn, id }) => [mrn, id]));
      const told = (mrn: string) => ({ patientId: ids[mrn], entity: { id: stored(mrn).studyInstanceUid } });
      expect(entries).toContainEqual(
        expect.objectContaining({
          ...told('MRN001'),
          entity: { type: 'ImagingStudy', id: stored('MRN001').studyInstanceUid },
          outcome: 'success',
          decision: 'assignment',
          permission: 'imaging:read',
          source: 'auth',
        }),
      );
      expect(entries).toContainEqual(
        expect.objectContaining({
          patientId: ids['MRN002'],
          outcome: 'refused',
          decision: 'access.patient.refused',
          actor: expect.objectContaining({ role: 'doctor' }),
        }),
      );
    });

    it('is in the database only: no log names a patient, and none holds the password of the archive', async () => {
      const { logs } = stack.folder;
      const text = readdirSync(logs)
        .map((file) => readFileSync(`${logs}/${file}`, 'utf8'))
        .join('\n');
      expect(text).not.toContain(pacs.orthanc.password);
      expect(text).not.toMatch(/MRN00\d/u);
    });
  });

  describe('[P01] an archive whose authorization plugin asks about each request that comes past the edge', () => {
    it('is told what the gate at the edge would say', async () => {
      const url = new URL('/orthanc/authorize', stack.addresses.verify);
      const { accessToken } = await tokenOf('doctor', 'read:imaging', pacs.resource);
      const granted = async (mrn: string, changes: object = {}) => {
        const { orthancId, sopInstanceUid } = stored(mrn);
        const asked = { level: 'instance', method: 'get', 'orthanc-id': orthancId, 'dicom-uid': sopInstanceUid };
        const shown = { 'token-key': 'Authorization', 'token-value': `Bearer ${accessToken}`, 'server-id': null };
        const body = JSON.stringify({ ...asked, ...shown, ...changes });
        const headers = { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` };
        return (await fetch(url, { method: 'POST', headers, body })).json();
      };
      expect(await granted('MRN001')).toEqual({ granted: true, validity: 1 });
      expect(await granted('MRN002')).toEqual({ granted: false, validity: 1 });
      expect(await granted('MRN001', { method: 'delete' })).toEqual({ granted: false, validity: 1 });
      expect(await granted('MRN001', { level: 'patient' })).toEqual({ granted: false, validity: 1 });
      expect(await granted('MRN001', { 'token-value': 'a.b.c' })).toEqual({ granted: false, validity: 1 });
    });
  });

  describe('the archive itself', () => {
    it('opens to nobody who comes past the gate, and to the gate for reading only', async () => {
      const { url, username, password } = pacs.orthanc;
      expect((await fetch(`${url}/system`)).status).toBe(401);
      const gate = { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
      expect((await fetch(`${url}/system`, { headers: gate })).status).toBe(200);
      const forbidden: [string, string][] = [
        ['DELETE', '/studies/x'],
        ['POST', '/tools/execute-script'],
        ['POST', '/tools/reset'],
        ['POST', '/instances'],
      ];
      for (const [method, target] of forbidden)
        expect([target, (await fetch(url + target, { method, headers: gate, body: 'x' })).status]).toEqual([
          target,
          403,
        ]);
    });
  });
});
