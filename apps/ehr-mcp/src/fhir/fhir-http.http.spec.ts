import { request as send, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { givenCaller, givenRelation } from '@caregate/testing';
import { givenChart, readScopes, type GivenChart } from './given-chart.fixture.js';
import { facadeUrl, givenFacade, type GivenFacade } from './given-facade.fixture.js';
import { linkOf, typesOf } from './searchset.fixture.js';

let facade: GivenFacade;
let john: string;
let ids: GivenChart['ids'];

beforeAll(async () => {
  facade = await givenFacade();
  ({ john, ids } = await givenChart(facade.database));
  facade.admit('doctor', givenCaller({ subject: 'doctor-1', scopes: readScopes }), [givenRelation('doctor-1', john)]);
});

afterAll(() => facade.end());

beforeEach(() => facade.trail.entries.splice(0));

const read = (path: string, headers: Record<string, string> = {}) => facade.get(path, 'doctor', { headers });
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (path: string, body: string, headers: Record<string, string> = form) =>
  facade.get(path, 'doctor', { method: 'POST', headers, body });

describe('a version of a resource (FHIR R4 http.html#cread)', () => {
  it('is not sent again to whoever has it, and the read is on the trail all the same', async () => {
    const { headers } = await read(`/Patient/${john}`);
    const again = await read(`/Patient/${john}`, { 'if-none-match': headers.get('etag') ?? '' });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, {}, headers.get('etag')]);
    const since = await read(`/Patient/${john}`, { 'if-modified-since': headers.get('last-modified') ?? '' });
    expect(since.status).toBe(304);
    expect(facade.trail.entries.map(({ outcome }) => outcome)).toEqual(['success', 'success', 'success']);
  });

  it('is the one of the resource, and another once the row has changed', async () => {
    const before = await read(`/MedicationRequest/${ids.medication}`);
    const { versionId, lastUpdated } = before.body['meta'] as { versionId: string; lastUpdated: string };
    expect(before.headers.get('etag')).toBe(`W/"${versionId}"`);
    expect(before.headers.get('last-modified')).toBe(new Date(lastUpdated).toUTCString());
    await facade.database.query(
      `UPDATE ehr.medication SET version = version + 1, updated_at = updated_at + interval '1 hour' WHERE id = $1`,
      [ids.medication],
    );
    const after = await read(`/MedicationRequest/${ids.medication}`, { 'if-none-match': `W/"${versionId}"` });
    expect([after.status, after.headers.get('etag')]).toEqual([200, `W/"${Number(versionId) + 1}"`]);
    const old = encodeURIComponent(`le${lastUpdated}`);
    const found = await read(`/MedicationRequest?patient=${john}&_lastUpdated=${old}`);
    expect(found.body['total']).toBe(0);
  });

  it('tells nothing to whoever may not read it', async () => {
    const refused = await facade.get(`/Patient/${john}`, 'nobody', { headers: { 'if-none-match': '*' } });
    expect(refused.status).toBe(401);
  });
});

describe('the form of an answer', () => {
  it.each([
    ['/metadata', { accept: 'application/fhir+json' }, 200],
    ['/metadata?_format=json', { accept: 'application/fhir+xml' }, 200],
    ['/metadata', { accept: 'application/fhir+xml' }, 406],
    ['/metadata?_format=xml', {}, 406],
    ['/Patient?name=doe&_format=text/turtle', {}, 406],
    ['/Patient?name=doe', { accept: 'application/fhir+json; fhirVersion=3.0' }, 406],
  ])('%s with %j: %i', async (path, headers, expected) => {
    const { status, body } = await read(path, headers);
    expect(status).toBe(expected);
    if (expected === 406)
      expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'not-supported' }] });
    expect(facade.trail.entries).toEqual([]);
  });

  it.each(['Observation?', '$everything?_type=Observation&'])(
    'is that of the address on every further page, whatever the header accepts: %s',
    async (path) => {
      const headers = { accept: 'application/fhir+xml' };
      const search = path.startsWith('$') ? `/Patient/${john}/${path}` : `/${path}patient=${john}&`;
      const { body } = await read(`${search}_count=3&_format=json`, headers);
      const next = await read(linkOf(body, 'next')?.slice(facadeUrl.length) ?? '', headers);
      expect([next.status, next.body['total']]).toEqual([200, 5]);
    },
  );

  it('is packed for whoever takes that, and says by what it depends', async () => {
    const packed = await raw(`/Observation?patient=${john}`, { 'accept-encoding': 'gzip' });
    expect(packed.headers).toMatchObject({
      'content-encoding': 'gzip',
      vary: expect.stringContaining('Accept-Encoding'),
    });
    expect(JSON.parse(gunzipSync(packed.body).toString())).toMatchObject({ resourceType: 'Bundle', total: 5 });
    const plain = await raw(`/Observation?patient=${john}`, {});
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(Number(packed.headers['content-length'])).toBeLessThan(Number(plain.headers['content-length']) / 2);
  });

  it('has no body for HEAD', async () => {
    const { status, body, headers } = await facade.get(`/Patient/${john}`, 'doctor', { method: 'HEAD' });
    expect([status, body, headers.get('etag')]).toEqual([200, {}, 'W/"1"']);
  });
});

describe('a search by POST (FHIR R4 http.html#search)', () => {
  it('finds what the same search by GET finds', async () => {
    const { status, body } = await post('/Observation/_search', `patient=${john}&category=vital-signs`);
    expect([status, body['total']]).toEqual([200, 4]);
    const mixed = await post(`/Observation/_search?patient=${john}`, 'category=laboratory');
    expect(mixed.body['total']).toBe(1);
    expect(linkOf(mixed.body, 'self')).toContain('category=laboratory');
    const bare = await post(`/Observation/_search?patient=${john}`, '', {});
    expect([bare.status, bare.body['total']]).toEqual([200, 5]);
  });

  it.each([
    ['a body of JSON', '{}', { 'content-type': 'application/json' }, 415],
    ['a body of words', 'patient=1', { 'content-type': 'text/plain' }, 415],
    ['a body that is packed', 'patient=1', { ...form, 'content-encoding': 'gzip' }, 415],
    ['percent signs that encode nothing', 'patient=%ZZ', form, 400],
    ['what is no UTF-8', 'patient=%FF', form, 400],
    ['a body beyond measure', `name=${'x'.repeat(70_000)}`, form, 413],
    ['nobody named', '', form, 400],
  ])('is refused with %s', async (_case, body, headers, expected) => {
    const answer = await post('/Observation/_search', body, headers);
    expect([answer.status, answer.body['resourceType']]).toEqual([expected, 'OperationOutcome']);
  });

  it('writes no name of a patient to the log, whichever way it comes', async () => {
    await post('/Patient/_search', 'name=Xanthippe');
    await read('/Patient?name=Xanthippe&birthdate=1985-06-15');
    await read(`/Patient/${john}?_format=xml`);
    expect(facade.log.join('\n')).toContain('"/fhir/*"');
    expect(facade.log.join('\n')).not.toMatch(/Xanthippe|1985-06-15/);
    expect(JSON.stringify(facade.trail.entries)).not.toContain('Xanthippe');
  });
});

describe('the edges of the facade', () => {
  it.each([
    ['POST', () => `/Patient/${john}`, 'GET, HEAD'],
    ['POST', () => '', 'GET, HEAD'],
    ['POST', () => '/', 'GET, HEAD'],
    ['PUT', () => '/Encounter/1', 'GET, HEAD'],
    ['PUT', () => `/Patient/${john}/$everything`, 'GET, HEAD, POST'],
    ['PUT', () => `/Patient/${john}`, 'GET, HEAD'],
    ['PATCH', () => '/Patient', 'GET, HEAD'],
    ['DELETE', () => `/Patient/${john}`, 'GET, HEAD'],
    ['GET', () => '/Patient/_search', 'POST'],
  ])('refuses %s (%#)', async (method, path, allow) => {
    const { status, headers, body } = await facade.get(path(), 'doctor', { method });
    expect([status, headers.get('allow'), typesOf(body)]).toEqual([405, allow, []]);
    expect(body['resourceType']).toBe('OperationOutcome');
  });

  it.each(['/', '/Encounter', '/Patient/1/extra/parts', '/Patient/..%2f', '/constructor', '/__proto__/1'])(
    'knows nothing at %s',
    async (path) => {
      const { status, body } = await read(path);
      expect([status, body]).toMatchObject([
        404,
        { resourceType: 'OperationOutcome', issue: [{ code: 'not-supported' }] },
      ]);
    },
  );

  it('reads an address by what its percent signs encode (RFC 3986 §2.1)', async () => {
    const { status, body } = await read(`/%50atient/${john.replaceAll('-', '%2D')}`);
    expect([status, body['id']]).toEqual([200, john]);
    expect((await read(`/Patient/${john}/%24everything`)).status).toBe(200);
    expect((await read(`/Observation?patient=${john}&code=a?b`)).body).toMatchObject({
      total: 0,
      link: [{ url: expect.stringContaining('code=a%3Fb') }],
    });
  });

  it.each(['/Patient/%ZZ', '/Patient/%', '/%FF', '/Patient?name=%FF', '/Patient?name=%ED%A0%80'])(
    'refuses in its own words what cannot be decoded: %s',
    async (path) => {
      const { status, headers, body } = await read(path);
      expect([status, headers.get('content-type')]).toEqual([400, expect.stringContaining('application/fhir+json')]);
      expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'invalid' }] });
    },
  );

  it.each([
    ['handling=strict', 400],
    ['return=minimal, handling="strict"; wait=1', 400],
    ['handling=strictly', 200],
    ['handling=lenient, handling=strict', 200],
  ])('prefers as the client does: %s', async (prefer, expected) => {
    expect((await read('/Patient?name=doe&colour=red', { prefer })).status).toBe(expected);
  });
});

/** What `fetch` would unpack by itself. */
function raw(path: string, headers: Record<string, string>): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const request = send(`${facade.url}/fhir${path}`, { headers: { ...headers, authorization: 'Bearer doctor' } });
    request.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.end();
  });
}
