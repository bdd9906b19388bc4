import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { givenApp } from '../testing/given-app.fixture.js';
import { mountHandler } from './mount-handler.js';

describe.each(['fastify', 'express'] as const)('the line and the headers of a request on %s', (adapter) => {
  let given: Awaited<ReturnType<typeof givenApp>>;
  let port: number;

  beforeAll(async () => {
    given = await givenApp(adapter);
    mountHandler(given.app, {
      path: '/mounted',
      name: 'mounted',
      handler: ({ url }, response) => response.end(`at ${url}`),
    });
    await given.listen();
    ({ port } = given.app.getHttpServer().address());
  });
  afterAll(() => given.app.close());

  const send = (...lines: readonly string[]) => {
    const socket = connect(port, '127.0.0.1');
    socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
    return text(socket);
  };

  it.each([
    ['a route', '/open?a=1', /^HTTP\/1\.1 200 /],
    ['what is mounted', '/mounted/it?a=1', /\r\n\r\n(?:[\da-f]+\r\n)?at \/it\?a=1/],
    ['no path', '', /^HTTP\/1\.1 404 /],
  ])('may name scheme and host before %s (RFC 9112 §3.2.2)', async (_what, target, expected) => {
    expect(await send(`GET http://ward.example${target} HTTP/1.1`, 'Host: ward.example')).toMatch(expected);
  });

  it('may name one host only', async () => {
    const answer = await send('GET /open HTTP/1.1', 'Host: ward.example', 'host: other.example');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('request.invalid');
  });

  it('may come from a page that asks first whether it may read metadata, and nothing else', async () => {
    const asking = ['Host: ward.example', 'Origin: https://app.example', 'Access-Control-Request-Method: GET'];
    const allowed = await send('OPTIONS /.well-known/oauth-protected-resource/mcp HTTP/1.1', ...asking);
    expect(allowed).toMatch(/^HTTP\/1\.1 204 /);
    expect(allowed).toMatch(/access-control-allow-origin: \*/i);
    expect(allowed).toMatch(/access-control-allow-headers: .*mcp-protocol-version/i);
    expect(await send('OPTIONS /open HTTP/1.1', ...asking)).not.toMatch(/access-control-allow-origin/i);
  });
});
