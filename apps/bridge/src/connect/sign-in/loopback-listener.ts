import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { errorCode } from '../../error-code.js';
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
  await listen(server, port);
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

async function listen(server: Server, port: number): Promise<void> {
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    throw new ConnectFailed(`Port ${port} is in use; name another with --callback-port, or none.`, 3, error);
  }
}

/** Any program of this machine may ask for anything here, also for what is no URL. */
function parametersOf({ method, url = '/' }: IncomingMessage): URLSearchParams | undefined {
  const asked = URL.parse(url, 'http://127.0.0.1');
  return method === 'GET' && asked?.pathname === PATH ? asked.searchParams : undefined;
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
