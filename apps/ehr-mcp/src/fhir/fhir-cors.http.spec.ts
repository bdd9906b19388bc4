import { createServer, type Server } from 'node:http';
import { describeWith, givenCaller, givenRelation, listen } from '@caregate/testing';
import type { Browser } from 'playwright-core';
import { givenChart, readScopes } from './given-chart.fixture.js';
import { givenFacade, type GivenFacade } from './given-facade.fixture.js';

const ours = 'https://growth.example.org';
const theirs = 'https://elsewhere.example.org';

let facade: GivenFacade;
let john: string;
let pages: Server;
let pageUrl: string;

beforeAll(async () => {
  pages = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>An app</title>');
  });
  pageUrl = `http://127.0.0.1:${await listen(pages)}`;
  facade = await givenFacade([ours, pageUrl]);
  ({ john } = await givenChart(facade.database));
  facade.admit('doctor', givenCaller({ subject: 'doctor-1', scopes: readScopes }), [givenRelation('doctor-1', john)]);
});

afterAll(async () => {
  pages.closeAllConnections();
  pages.close();
  await facade.end();
});

beforeEach(() => facade.trail.entries.splice(0));

const documents = ['/metadata', '/.well-known/smart-configuration'];
const allowed = (headers: Headers) => headers.get('access-control-allow-origin');
const preflight = (path: string, origin: string, method = 'GET') => {
  const asking = { 'access-control-request-method': method, 'access-control-request-headers': 'authorization,prefer' };
  return facade.get(path, undefined, { method: 'OPTIONS', headers: { origin, ...asking } });
};

describe('a page of an origin that is allowed (SMART App Launch 2.2, CORS)', () => {
  it.each([
    [() => `/Patient/${john}`, 200],
    [() => `/Observation?patient=${john}`, 200],
    [() => '/Patient/4d4b1a86-0000-4000-8000-000000000000', 403],
    [() => '/Encounter', 404],
    [() => '/Patient?name=%FF', 400],
    [() => `/Patient/${john}?_format=xml`, 406],
  ])('may read what it asks for, errors too (%#)', async (path, expected) => {
    const { status, headers } = await facade.get(path(), 'doctor', { headers: { origin: ours } });
    expect([status, allowed(headers)]).toEqual([expected, ours]);
    expect(headers.get('vary')).toContain('Origin');
    expect(headers.get('access-control-expose-headers')).toBe('*');
    expect(headers.has('access-control-allow-credentials')).toBe(false);
  });

  it('learns how to authorize from a refusal, and that nothing has changed', async () => {
    const refused = await facade.get(`/Patient/${john}`, undefined, { headers: { origin: ours } });
    expect([refused.status, allowed(refused.headers)]).toEqual([401, ours]);
    const same = { origin: ours, 'if-none-match': 'W/"1"' };
    const { status, headers } = await facade.get(`/Patient/${john}`, 'doctor', { headers: same });
    expect([status, allowed(headers), headers.get('vary')]).toEqual([304, ours, expect.stringContaining('Origin')]);
  });

  it.each([
    [() => `/Patient/${john}`, 'GET', 'GET, HEAD'],
    [() => '/Observation/_search', 'POST', 'POST'],
    [() => `/Patient/${john}/$everything`, 'POST', 'GET, HEAD, POST'],
  ])('is told before by which methods it may ask, without a token (%#)', async (path, method, methods) => {
    const { status, headers } = await preflight(path(), ours, method);
    expect([status, allowed(headers), headers.get('access-control-allow-methods')]).toEqual([204, ours, methods]);
    expect(headers.get('access-control-allow-headers')).toBe('Authorization, *');
    expect(facade.trail.entries).toEqual([]);
  });
});

describe('a page of any other origin', () => {
  it.each(documents)('may read %s, whatever headers it sends', async (path) => {
    const { status, headers } = await facade.get(path, undefined, { headers: { origin: theirs } });
    expect([status, allowed(headers)]).toEqual([200, '*']);
    const before = await preflight(path, theirs);
    expect([before.status, allowed(before.headers)]).toEqual([204, '*']);
  });

  it.each([theirs, 'null', `${ours}.evil.example`, ours.toUpperCase(), `${ours}/`])(
    'may not read what is of a person: %s',
    async (origin) => {
      const { status, headers } = await facade.get(`/Patient/${john}`, 'doctor', { headers: { origin } });
      expect([status, allowed(headers)]).toEqual([200, null]);
      const before = await preflight(`/Patient/${john}`, origin);
      expect([before.status, allowed(before.headers)]).toEqual([405, null]);
    },
  );

  it('is no matter for programs, which have no origin', async () => {
    const { status, headers } = await facade.get(`/Patient/${john}`, 'doctor');
    expect([status, allowed(headers)]).toEqual([200, null]);
    const asked = await facade.get(`/Patient/${john}`, undefined, { method: 'OPTIONS' });
    expect(asked.status).toBe(405);
  });
});

it('says in the capability statement that pages may ask', async () => {
  const { body } = await facade.get('/metadata');
  expect(body).toMatchObject({ rest: [{ security: { cors: true } }] });
});

describeWith('chromium', 'in a real browser', (chromium) => {
  let browser: Browser;
  beforeAll(async () => {
    const library = await import('playwright-core');
    browser = await library.chromium.launch({
      executablePath: chromium,
      args: ['--no-sandbox', '--disable-gpu'],
    });
  }, 60_000);
  afterAll(() => browser?.close());

  const ask = async (pageAt: string, path: string, headers: Record<string, string>) => {
    const page = await browser.newPage();
    await page.goto(pageAt);
    const asked = JSON.stringify([`${facade.url}/fhir${path}`, { headers }]);
    const answer = await page.evaluate(
      `fetch(...${asked}).then(
        async (it) => [it.status, (await it.json()).resourceType, it.headers.get('etag') ?? it.headers.get('www-authenticate')],
        (error) => error.message)`,
    );
    await page.close();
    return answer;
  };
  const token = { authorization: 'Bearer doctor', accept: 'application/fhir+json', prefer: 'handling=strict' };

  it('an app of an origin that is allowed reads a patient, the version and a refusal', async () => {
    expect(await ask(pageUrl, `/Patient/${john}`, token)).toEqual([200, 'Patient', 'W/"1"']);
    expect(await ask(pageUrl, `/Patient/${john}`, {})).toEqual([
      401,
      'OperationOutcome',
      expect.stringMatching(/^Bearer/),
    ]);
  });

  it('an app of another origin reads the capability statement and no patient', async () => {
    const elsewhere = pageUrl.replace('127.0.0.1', 'localhost');
    expect(await ask(elsewhere, '/metadata', token)).toEqual([200, 'CapabilityStatement', null]);
    expect(await ask(elsewhere, `/Patient/${john}`, token)).toBe('Failed to fetch');
  });
});
