import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ConnectFailed } from '../connect-failed.error.js';
import { callbackPage } from './callback-page.js';

export interface LoopbackListener {
  readonly redirectUrl: string;
  /** The parameters of the authorization response that carries this `state` (RFC 6749 §10.12). */
  answer(state: string, timeoutMilliseconds: number): Promise<URLSearchParams>;
  close(): void;
}

const PATH = '/callback';

/** Waits on loopback for the browser to come back; the port is the system's choice unless given (RFC 8252 §7.3). */
export async function loopbackListener(port = 0): Promise<LoopbackListener> {
  const arrivals = new EventEmitter<{ answer: [URLSearchParams] }>();
  let expected: string | undefined;
  const server = createServer((request, response) => {
    const parameters = parametersOf(request);
    const isOurs = expected !== undefined && parameters?.get('state') === expected;
    respond(response, isOurs, parameters?.has('error') === true);
    if (isOurs && parameters !== undefined) arrivals.emit('answer', parameters);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const used = typeof address === 'object' && address !== null ? address.port : port;
  return {
    redirectUrl: `http://127.0.0.1:${used}${PATH}`,
    answer: (state, timeoutMilliseconds) => {
      expected = state;
      return nextOf(arrivals, timeoutMilliseconds);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function parametersOf({ method, url = '/' }: IncomingMessage): URLSearchParams | undefined {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  return method === 'GET' && pathname === PATH ? searchParams : undefined;
}

function respond(response: ServerResponse, isOurs: boolean, isRefusal: boolean): void {
  const page = callbackPage(isOurs ? (isRefusal ? 'refused' : 'done') : 'unknown');
  response.writeHead(isOurs ? 200 : 400, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(page);
}

async function nextOf(arrivals: EventEmitter<{ answer: [URLSearchParams] }>, milliseconds: number) {
  try {
    const [parameters] = await once(arrivals, 'answer', { signal: AbortSignal.timeout(milliseconds) });
    return parameters as URLSearchParams; // -- what is emitted above
  } catch (error) {
    throw new ConnectFailed('Nobody signed in within the time; start again.', 3, error);
  }
}
