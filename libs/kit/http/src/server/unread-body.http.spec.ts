import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from '@caregate/testing';
import type { INestApplication } from '@nestjs/common';
import { doctorsToken, givenApp, strangersToken } from '../testing/given-app.fixture.js';
import { patientId } from '../testing/ward.fixture.js';
import { readBytes } from './read-bytes.js';

const MEBIBYTE = 1024 * 1024;
const PATH = `/patients/${patientId}/notes`;

/** Ends nowhere near its beginning, and is no JSON: whoever reads or parses it does not answer 401. */
function head(path: string, token: string | undefined, length = 4 * MEBIBYTE): string {
  const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`;
  return `POST ${path} HTTP/1.1\r\nHost: x\r\n${authorization}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
}

describe('the body of a request', () => {
  let app: INestApplication;
  let port: number;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    const given = await givenApp('fastify', { bodyBytesMax: 8 * MEBIBYTE });
    ({ app } = given);
    await given.listen();
    ({ port } = app.getHttpServer().address());
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await app.close();
  });

  async function given(text: string) {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    sockets.push(socket);
    let heard = '';
    socket.on('data', (chunk: string) => (heard += chunk)).on('error', () => {});
    socket.write(text);
    const until = async (sign: RegExp) => {
      while (!sign.test(heard) && !socket.destroyed) await once(socket, 'data');
      const found = heard;
      heard = '';
      return found;
    };
    return { socket, until };
  }

  it.each([
    ['no token', undefined],
    ['a token that does not hold', strangersToken],
  ])('is not waited for where its sender shows %s', async (_case, token) => {
    const { until } = await given(`${head(PATH, token)}[[[`);
    expect(await until(/token\./)).toMatch(/^HTTP\/1\.1 401 [\s\S]*www-authenticate: Bearer/i);
  });

  it('is not waited for where nobody lives', async () => {
    const { until } = await given(`${head('/nowhere', doctorsToken)}[[[`);
    expect(await until(/not_found/)).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('is read away after the refusal, so that the connection stays of use', async () => {
    const { socket, until } = await given(head(PATH, undefined));
    await until(/token\.absent/);
    socket.write('x'.repeat(4 * MEBIBYTE));
    const body = '{"text":"a"}';
    socket.write(head(PATH, doctorsToken, body.length) + body);
    expect(await until(/"tags"/)).toMatch(/^HTTP\/1\.1 201 [\s\S]*\{"text":"a","tags":\[\]\}/);
  });

  it('is nothing where there is none, though its type is named', async () => {
    const { until } = await given(head(PATH, doctorsToken, 0));
    expect(await until(/issues/)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('reading bytes', () => {
  it.each([
    ['before', (socket: Socket, request: IncomingMessage) => gone(socket.destroy(), request)],
    ['while', (socket: Socket) => void setImmediate(() => socket.destroy())],
  ])('ends as a request that is no good where the sender goes %s it begins', async (_case, leave) => {
    const server = createServer();
    const socket = connect(await listen(server), '127.0.0.1');
    socket.write(`${head('/', undefined)}[`);
    const [request] = (await once(server, 'request')) as [IncomingMessage];
    request.on('error', () => {});
    await leave(socket, request);
    await expect(readBytes(request, MEBIBYTE * 8)).rejects.toMatchObject({ code: 'request.invalid' });
    server.close();
  });
});

async function gone(_socket: Socket, request: IncomingMessage): Promise<void> {
  await new Promise((resolve) => request.once('close', resolve));
}
