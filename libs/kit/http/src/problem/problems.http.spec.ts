import { connect } from 'node:net';
import type { Problem } from '@caregate/core-contracts';
import { problem } from '@caregate/core-contracts';
import { doctorsToken, givenApp } from '../testing/given-app.fixture.js';
import { bearer, type RawClient } from '../testing/raw-client.fixture.js';
import { patientId } from '../testing/ward.fixture.js';

const json = { ...bearer(doctorsToken).headers, 'content-type': 'application/json' };
const notes = `/patients/${patientId}/notes`;

describe.each(['fastify', 'express'] as const)('a problem on %s', (adapter) => {
  let given: Awaited<ReturnType<typeof givenApp>>;
  let send: RawClient;

  beforeAll(async () => {
    given = await givenApp(adapter, { bodyBytesMax: 2000 });
    send = await given.listen();
  });
  afterAll(() => given.app.close());

  it('has the shape of RFC 9457 and the id that the log has', async () => {
    const answer = await send('/throws/patient');
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(problem.parse(answer.json())).toEqual({
      type: 'urn:caregate:error:ehr.patient.not_found',
      title: 'No patient has this MRN.',
      status: 404,
      code: 'ehr.patient.not_found',
      detail: 'No patient has this MRN.',
      requestId: answer.headers['x-request-id'],
    });
    const line = await given.log.find(({ requestId }) => requestId === answer.headers['x-request-id']);
    expect(line).toMatchObject({ msg: 'request', code: 'ehr.patient.not_found', status: 404 });
  });

  it('tells of an unforeseen error nothing but its id', async () => {
    const answer = await send(`/patients/${patientId}/broken`, bearer(doctorsToken));
    expect(answer.status).toBe(500);
    expect(answer.json()).toEqual({
      type: 'urn:caregate:error:service.internal',
      title: 'The operation failed. Quote the error id when you report it.',
      status: 500,
      code: 'service.internal',
      detail: 'The operation failed. Quote the error id when you report it.',
      requestId: answer.headers['x-request-id'],
    });
  });

  it('logs an unforeseen error with its frames, without the words that it quotes', async () => {
    const answer = await send(`/patients/${patientId}/broken`, bearer(doctorsToken));
    const id = answer.headers['x-request-id'];
    const line = await given.log.find(({ requestId, level }) => requestId === id && level === 'error');
    expect(line['err']).toMatchObject({
      type: 'Error',
      stack: expect.arrayContaining([expect.stringContaining('at ')]),
    });
    expect(JSON.stringify(line)).not.toContain('Ada');
  });

  it('refuses a body that nests without end, before it is taken apart', async () => {
    const body = '['.repeat(900) + ']'.repeat(900);
    const answer = await send(notes, { method: 'POST', headers: json, body });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.json()).toMatchObject({ code: 'request.invalid' });
  });

  it('does not tell that the configuration is broken', async () => {
    expect((await send('/throws/internal')).json()).toMatchObject({ status: 500, code: 'service.internal' });
  });

  it('says when to come again where something is away', async () => {
    const answer = await send('/throws/away');
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
    expect((await send('/throws/internal')).headers).not.toHaveProperty('retry-after');
  });

  it('names every field that a schema refuses', async () => {
    const answer = await send(notes, { method: 'POST', headers: json, body: '{"text":"","tags":["a",7],"more":1}' });
    expect(answer.status).toBe(400);
    const { issues = [], requestId } = answer.json() as Partial<Problem>;
    expect(requestId).toBe(answer.headers['x-request-id']);
    expect(issues.map(({ path }) => path).sort()).toEqual(['', 'tags.1', 'text']);
  });

  it('calls a path parameter by its name', async () => {
    const answer = await send('/providers?limit=1000', bearer(doctorsToken));
    expect(answer.json()).toMatchObject({ code: 'request.invalid', issues: [{ path: 'limit' }] });
  });

  it('lists no more issues than anybody reads', async () => {
    const body = JSON.stringify({ text: 'a', tags: Array.from({ length: 200 }, () => 1) });
    const answer = await send(notes, { method: 'POST', headers: json, body });
    expect(answer.json()['issues']).toHaveLength(50);
  });

  it('hands a handler what the schema made of the request', async () => {
    const answer = await send('/providers?limit=7', bearer(doctorsToken));
    expect(answer.json()).toEqual({ asked: given.doctor.subject, limit: 7 });
    const written = await send(notes, { method: 'POST', headers: json, body: '{"text":"a"}' });
    expect(written.json()).toEqual({ text: 'a', tags: [] });
  });

  it.each([
    ['a body that is no JSON', '{"text":', 400, 'request.invalid'],
    ['a body that is too large', JSON.stringify({ text: 'a'.repeat(3000) }), 413, 'request.too_large'],
  ])('refuses %s', async (_case, body, status, code) => {
    const answer = await send(notes, { method: 'POST', headers: json, body });
    expect([answer.status, answer.json()['code']]).toEqual([status, code]);
    expect(answer.json()['requestId']).toBe(answer.headers['x-request-id']);
  });

  it.each([
    ['says how large it is', 'Content-Length: 20000000', 'x'.repeat(20_000_000)],
    ['does not', 'Transfer-Encoding: chunked', `1312d00\r\n${'x'.repeat(20_000_000)}\r\n0\r\n\r\n`],
  ])('comes to who sends far too much, whose connection goes on, where the message %s', async (_case, length, body) => {
    const { port } = given.app.getHttpServer().address();
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    const head = ['Host: x', `Authorization: ${json.authorization}`, 'Content-Type: application/json', length];
    socket.write([`POST ${notes} HTTP/1.1`, ...head, '', body].join('\r\n'));
    socket.write('GET /live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    const heard: string = (await socket.toArray()).join('');
    expect(heard.match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  });

  it('does not repeat the address of what is not there', async () => {
    const answer = await send('/nowhere/MRN001?name=Ada');
    expect([answer.status, answer.json()['code']]).toEqual([404, 'request.not_found']);
    expect(answer.text).not.toMatch(/nowhere|MRN001|Ada/);
  });

  it('answers an address that cannot be decoded like any other mistake, headers and all', async () => {
    const answer = await send('/throws/%zz');
    expect([answer.status, answer.json()['code']]).toEqual([400, 'request.invalid']);
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-request-id': expect.any(String) });
  });

  it('stays JSON for a browser when the app has no page for it', async () => {
    const answer = await send('/nowhere', { headers: { accept: 'text/html' } });
    expect(answer.headers['content-type']).toMatch(/json/);
  });
});

describe('a media type that nobody reads', () => {
  it('is refused as such where the framework looks at it', async () => {
    const { app, listen } = await givenApp('fastify');
    const headers = { ...bearer(doctorsToken).headers, 'content-type': 'text/csv' };
    const answer = await (await listen())(notes, { method: 'POST', headers, body: 'a,b' });
    expect([answer.status, answer.json()['code']]).toEqual([415, 'request.media_type_unsupported']);
    await app.close();
  });
});

describe.each(['fastify', 'express'] as const)('an app with pages on %s', (adapter) => {
  it('shows a browser a page, and everybody else the problem', async () => {
    const { app, listen } = await givenApp(adapter, { problemPage: ({ code }) => `<h1>${code}</h1>` });
    const send = await listen();
    const page = await send('/nowhere', { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect([page.status, page.headers['content-type'], page.text]).toEqual([
      404,
      'text/html; charset=utf-8',
      '<h1>request.not_found</h1>',
    ]);
    expect((await send('/nowhere')).json()).toMatchObject({ code: 'request.not_found' });
    await app.close();
  });
});
