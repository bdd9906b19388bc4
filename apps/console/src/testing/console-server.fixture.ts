// oxlint-disable-next-line @nx/enforce-module-boundaries -- the page imports core only; its specs serve it with the edge's own headers
import { ConsoleFiles } from '@caregate/edge';
// oxlint-disable-next-line @nx/enforce-module-boundaries -- the page imports core only; its specs listen as all others do
import { listen } from '@caregate/testing';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { builtConsole } from './built-console.fixture.js';
import { FixtureApi } from './fixture-api.fixture.js';
import { FixtureNews } from './fixture-news.fixture.js';

export interface ConsoleServer {
  readonly url: string;
  readonly api: FixtureApi;
  readonly news: FixtureNews;
  close(): Promise<void>;
}

/** The console as an edge serves it, with services beside it at the same origin. */
export async function consoleServer(): Promise<ConsoleServer> {
  const files = new ConsoleFiles(await builtConsole());
  const api = new FixtureApi();
  const server = createServer((request, response) => {
    answer(request, response, { files, api }).catch(() => response.destroy());
  });
  const news = new FixtureNews(server, api);
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
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
  readonly files: ConsoleFiles;
  readonly api: FixtureApi;
}

async function answer(request: IncomingMessage, response: ServerResponse, { files, api }: Place): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://console');
  if (url.pathname === '/' || url.pathname.startsWith('/console')) {
    request.url = url.pathname.replace(/^\/console/u, '');
    return files.serve(request, response);
  }
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

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
