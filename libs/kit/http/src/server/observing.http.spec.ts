import { doctorsToken, givenApp } from '../testing/given-app.fixture.js';
import { bearer, type RawClient } from '../testing/raw-client.fixture.js';
import { otherPatientId, patientId } from '../testing/ward.fixture.js';

describe.each(['fastify', 'express'] as const)('what is observed of a request on %s', (adapter) => {
  let given: Awaited<ReturnType<typeof givenApp>>;
  let send: RawClient;

  beforeAll(async () => {
    given = await givenApp(adapter, { metricsExposure: 'public' });
    send = await given.listen();
  });
  beforeEach(() => void (given.log.lines.length = 0));
  afterAll(() => given.app.close());

  it('is one line with template, status, duration and ids', async () => {
    await send(`/patients/${patientId}/summary?q=1`, bearer(doctorsToken));
    const line = await given.log.find(({ msg }) => msg === 'request');
    expect(line).toMatchObject({
      level: 'info',
      service: 'ward',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'GET',
      route: '/patients/:patientId/summary',
      status: 200,
      durationMilliseconds: expect.any(Number),
      address: '127.0.0.1',
      subject: given.doctor.subject,
      clientId: given.doctor.clientId,
    });
  });

  it('holds no token, no query, no body and nothing of a patient', async () => {
    const headers = { ...bearer(doctorsToken).headers, cookie: 'sid=top-secret', 'content-type': 'application/json' };
    await send(`/patients/${otherPatientId}/summary?name=Ada+Byron&access_token=${doctorsToken}`, { headers });
    await send(`/patients/${patientId}/broken?ssn=123-45-6789`, { headers });
    await send(`/patients/${patientId}/notes`, { method: 'POST', headers, body: '{"text":7,"name":"Ada Byron"}' });
    await send(`/nowhere/Ada-Byron?ssn=123-45-6789`, { headers });
    await given.log.find(({ route }) => route === 'unmatched');
    // The number as a word: the groups of a request id, which is a UUID, may meet in the same digits.
    expect(given.log.text()).not.toMatch(/eyJ|Ada|Byron|\b123-45|top-secret|name=|ssn|Bearer|Asthma/);
    expect(given.log.parsed().length).toBeGreaterThanOrEqual(5);
  });

  it('keeps a harmless id that the edge gave, within and without', async () => {
    const answer = await send('/open', { headers: { 'x-request-id': 'edge-0123456789.a_b' } });
    expect(answer.headers['x-request-id']).toBe('edge-0123456789.a_b');
    expect(answer.json()).toMatchObject({ requestId: 'edge-0123456789.a_b' });
    expect(await given.log.find(({ msg }) => msg === 'request')).toMatchObject({ requestId: 'edge-0123456789.a_b' });
  });

  it.each(['short', '{"forged":"line"}', 'a'.repeat(65), 'with space 12345', '../../etc/passwd'])(
    'gives an id of its own instead of %s',
    async (id) => {
      const answer = await send('/open', { headers: { 'x-request-id': id } });
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('tells probes only to who wants every detail', async () => {
    await send('/live');
    expect(await given.log.find(({ msg }) => msg === 'request')).toMatchObject({ level: 'debug', route: '/live' });
  });

  it('counts by template and status, never by address', async () => {
    await send(`/patients/${otherPatientId}/summary`, bearer(doctorsToken));
    await send('/nowhere/1');
    await send('/nowhere/2');
    const { text, headers } = await send('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0.0.4/);
    expect(text).toMatch(
      /caregate_http_requests_total\{method="GET",route="\/patients\/:patientId\/summary",status="403",service="ward"\} \d+/,
    );
    expect(text).toMatch(
      /caregate_http_request_duration_seconds_bucket\{le="0.1",service="ward",route="unmatched",status_class="4xx"/,
    );
    expect(text).toMatch(/caregate_errors_total\{code="access.patient.refused",service="ward"\} \d+/);
    expect(text).toMatch(/caregate_http_requests_in_flight\{service="ward"\} 1\n/);
    expect(text).toMatch(/caregate_build_info\{version="1.2.3",service="ward"\} 1/);
    expect(text).not.toContain(otherPatientId);
    expect(text).not.toContain('nowhere');
  });

  it('carries the headers that keep an answer from being framed, sniffed or stored', async () => {
    const { headers } = await send('/page');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringContaining('max-age='),
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  });
});

describe.each(['fastify', 'express'] as const)('the address of a client on %s', (adapter) => {
  it('is the peer as long as no proxy is trusted', async () => {
    const { app, listen } = await givenApp(adapter);
    const answer = await (await listen())('/open', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(answer.json()).toMatchObject({ address: '127.0.0.1' });
    await app.close();
  });

  it('is what a trusted proxy says', async () => {
    const { app, listen } = await givenApp(adapter, { trustedProxies: ['127.0.0.0/8'] });
    const answer = await (await listen())('/open', { headers: { 'x-forwarded-for': '10.1.1.1, 203.0.113.9' } });
    expect(answer.json()).toMatchObject({ address: '203.0.113.9' });
    await app.close();
  });
});

describe.each(['fastify', 'express'] as const)('metrics on %s', (adapter) => {
  it('are for who comes directly from a private network', async () => {
    const { app, listen } = await givenApp(adapter);
    const send = await listen();
    expect((await send('/metrics')).status).toBe(200);
    expect((await send('/metrics', { headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(404);
    await app.close();
  });

  it('can be off', async () => {
    const { app, listen } = await givenApp(adapter, { metricsExposure: 'off' });
    expect((await (await listen())('/metrics')).status).toBe(404);
    await app.close();
  });
});
