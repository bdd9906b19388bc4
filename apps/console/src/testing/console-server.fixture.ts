import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { builtConsole } from './built-console.fixture.js';
import { FixtureApi } from './fixture-api.fixture.js';
import { FixtureNews } from './fixture-news.fixture.js';

export interface ConsoleServer {
  readonly url: string;
  readonly api: FixtureApi;
  readonly news: FixtureNews;
  close(): Promise<void>;
}

/** As strict as the services' own; the styles that scripts set one by one are not what `style-src` is about. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** The console as an edge serves it, with services beside it at the same origin. */
export async function consoleServer(): Promise<ConsoleServer> {
  const folder = await builtConsole();
  const api = new FixtureApi();
  const server = createServer((request, response) => void answer(request, response, { folder, api }));
  const news = new FixtureNews(server, api);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    api,
    news,
    close: async () => {
      server.closeAllConnections();
      // Closes the server too.
      await news.close();
    },
  };
}

interface Place {
  readonly folder: string;
  readonly api: FixtureApi;
}

async function answer(request: IncomingMessage, response: ServerResponse, { folder, api }: Place): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://console');
  if (url.pathname === '/' || url.pathname.startsWith('/console')) return sendFile(response, folder, url.pathname);
  const text = await textOf(request);
  const ours = request.method === 'GET' || request.headers['sec-fetch-site'] === 'same-origin';
  const { status, body } = ours
    ? api.answer({
        method: request.method ?? 'GET',
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        body: text === '' ? undefined : (JSON.parse(text) as unknown),
      })
    : { status: 403, body: undefined };
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

async function sendFile(response: ServerResponse, folder: string, pathname: string): Promise<void> {
  const isFile = /^\/console\/(?:assets\/)?[\w.-]+\.(?:css|js|svg)$/u.test(pathname);
  const name = isFile ? pathname.slice('/console/'.length) : 'index.html';
  const headers = { 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' };
  const kept = isFile ? { 'cache-control': 'public, max-age=31536000, immutable' } : { 'cache-control': 'no-cache' };
  response.writeHead(200, {
    ...headers,
    ...kept,
    'content-type': types[path.extname(name)] ?? 'application/octet-stream',
  });
  response.end(await readFile(path.join(folder, name)));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
