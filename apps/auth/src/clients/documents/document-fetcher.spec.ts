import type { ServerResponse } from 'node:http';
import { givenHttpsServer, type GivenHttpsServer } from '@caregate/testing';
import { DocumentFetcher } from './document-fetcher.js';

const json = { 'content-type': 'application/json' };

const answers: Record<string, (response: ServerResponse) => void> = {
  '/good': (response) => response.writeHead(200, { ...json, 'cache-control': 'max-age=90' }).end('{"a":1}'),
  '/redirect': (response) => response.writeHead(302, { location: '/good' }).end(),
  '/huge': (response) => response.writeHead(200, json).end('x'.repeat(6000)),
  '/endless': (response) => {
    response.writeHead(200, json);
    const timer = setInterval(() => response.write(' '.repeat(2000)), 5);
    response.on('close', () => clearInterval(timer));
  },
  '/slow': (response) => void response.writeHead(200, json).write('{'),
  '/silent': () => undefined,
  '/page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('{}'),
  '/missing': (response) => response.writeHead(404, json).end('{}'),
};

describe('the SSRF guard of metadata documents (attack case 44)', () => {
  let server: GivenHttpsServer;
  beforeAll(async () => {
    server = await givenHttpsServer(({ url = '' }, response) => answers[url]?.(response));
  });
  afterAll(() => server.close());

  const sandbox = new DocumentFetcher({ allowPrivateAddresses: true });
  const impatient = new DocumentFetcher({ allowPrivateAddresses: true, milliseconds: 300 });
  const outside = new DocumentFetcher({ allowPrivateAddresses: false });

  it('reads a document within its bounds', async () => {
    await expect(sandbox.fetch(`${server.origin}/good`)).resolves.toEqual({
      text: '{"a":1}',
      cacheControl: 'max-age=90',
    });
  });

  it.each([
    ['a redirect, which is not followed', '/redirect', 'the answer was 302'],
    ['a document of more than 5 kB', '/huge', 'longer than 5120 bytes'],
    ['a document without end', '/endless', 'longer than 5120 bytes'],
    ['a page', '/page', 'not JSON'],
    ['what is not there', '/missing', 'the answer was 404'],
  ])('refuses %s', async (_case, path, message) => {
    await expect(sandbox.fetch(`${server.origin}${path}`)).rejects.toThrow(message);
    expect(server.asked.filter((asked) => asked === '/good').length).toBeLessThanOrEqual(1);
  });

  it.each([
    ['a document that comes too slowly', '/slow'],
    ['a server that says nothing', '/silent'],
  ])('waits for %s no longer than it has time', async (_case, path) => {
    await expect(impatient.fetch(`${server.origin}${path}`)).rejects.toThrow('aborted');
  });

  it.each([
    'https://127.0.0.1/x',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/x',
    'https://[::1]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
  ])('asks nobody at %s', async (address) => {
    await expect(outside.fetch(address)).rejects.toThrow('not a public one');
  });

  it('asks nobody whose name leads to a private address, as after DNS rebinding', async () => {
    const before = server.asked.length;
    await expect(outside.fetch(`${server.origin}/good`)).rejects.toThrow('does not lead to a public address');
    expect(server.asked).toHaveLength(before);
  });
});
