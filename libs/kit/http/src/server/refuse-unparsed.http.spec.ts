import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { givenApp } from '../testing/given-app.fixture.js';
import { mountHandler } from './mount-handler.js';

describe.each(['fastify', 'express'] as const)('what is no HTTP on %s', (adapter) => {
  let given: Awaited<ReturnType<typeof givenApp>>;
  let port: number;

  beforeAll(async () => {
    given = await givenApp(adapter);
    mountHandler(given.app, { path: '/owed', name: 'owed', handler: () => undefined });
    mountHandler(given.app, { path: '/begun', name: 'begun', handler: (_request, response) => response.write('one') });
    mountHandler(given.app, {
      path: '/answered',
      name: 'answered',
      handler: (_request, response) => response.end('x'),
    });
    await given.listen();
    ({ port } = given.app.getHttpServer().address());
  });
  afterAll(() => given.app.close());

  const send = (bytes: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(bytes);
    return text(socket);
  };

  it.each([
    ['a header without an end', `GET /open HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'too_large'],
    [
      'two lengths',
      'POST /open HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
      'invalid',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'invalid',
    ],
    ['lines that are folded', 'GET /open HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n', 400, 'invalid'],
    [
      'a chunk whose extension is no end',
      `POST /owed HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(20_000)}`,
      413,
      'too_large',
    ],
    ['another protocol', '\u0016\u0003\u0001\u0002\u0000', 400, 'invalid'],
  ])('is refused by a problem of the catalogue: %s', async (_what, bytes, status, code) => {
    const [head = '', body = ''] = (await send(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/content-type: application\/problem\+json/i);
    expect(JSON.parse(body)).toMatchObject({ code: `request.${code}`, status, requestId: expect.any(String) });
  });

  it.each([
    ['instead of the answer to an earlier request', 'GET /owed', '', /^$/],
    ['in the middle of the answer to an earlier request', 'GET /begun', '', /^HTTP\/1\.1 200 [^]*one\r\n$/],
    ['after its own answer', 'POST /answered', 'Transfer-Encoding: chunked\r\n', /^HTTP\/1\.1 200 (?![^]*HTTP\/1\.1)/],
  ])('is not refused %s', async (_where, line, header, expected) => {
    const socket = connect(port, '127.0.0.1');
    const answer = text(socket);
    const served = once(given.app.getHttpServer(), 'request');
    socket.write(`${line} HTTP/1.1\r\nHost: x\r\n${header}\r\n`);
    await served;
    socket.write('nonsense\r\n\r\n');
    expect(await answer).toMatch(expected);
  });
});
