import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createProxyServer, proxyUpgrade, type ProxyServer } from 'httpxy';
import type { EdgeRoute, UpstreamName } from '../routes/edge-route.js';
import { edgeRedirects } from '../routes/edge-routes.js';
import { findRoute, inOrder } from '../routes/find-route.js';
import { upstreamTarget } from '../routes/upstream-target.js';
import { askVerify, type VerifyAnswer } from './ask-verify.js';
import { cleanHeaders, identify } from './clean-headers.js';
import type { ConsoleFiles } from './console-files.js';
import { readTarget } from './read-target.js';
import { writeRedirect, writeRefusal, writeSocketRefusal, type Refusal } from './edge-refusal.js';

export interface EdgeHandlerOptions {
  readonly routes: readonly EdgeRoute[];
  readonly verifyUrl: string;
  /** Addresses such as `http://127.0.0.1:8080`; a route to one that is not named is answered 404. */
  readonly upstreams: Readonly<Partial<Record<UpstreamName, string>>>;
  readonly console?: ConsoleFiles | undefined;
}

/** Event streams are quiet for long. */
const QUIET_MILLISECONDS = 3_600_000;

const notFound: Refusal = { status: 404, error: 'not_found', description: 'Nothing is at this address.' };
const ambiguous: Refusal = {
  status: 400,
  error: 'invalid_request',
  description: 'The request can be read in two ways.',
};
const unreachable: Refusal = { status: 502, error: 'bad_gateway', description: 'The service does not answer.' };

/** The same steps as nginx takes with our configuration: find the route, take lies away, ask, copy, hand on. */
export class EdgeHandler {
  private readonly routes: readonly EdgeRoute[];
  private readonly proxy: ProxyServer;

  constructor(private readonly options: EdgeHandlerOptions) {
    this.routes = inOrder(options.routes);
    this.proxy = createProxyServer({ xfwd: false, proxyTimeout: QUIET_MILLISECONDS });
  }

  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!readTarget(message)) return writeRefusal(response, ambiguous);
    if (message.url === '/healthz') return void response.writeHead(200, { 'Cache-Control': 'no-store' }).end('ok\n');
    const onward = edgeRedirects.find(({ path }) => path === pathOf(message));
    if (onward !== undefined) return writeRedirect(response, onward.to);
    const route = this.find(message);
    if (route?.upstream === 'console' && this.options.console !== undefined) {
      message.url = `/${(message.url ?? '').slice(route.prefix.length)}`;
      return this.options.console.serve(message, response);
    }
    const target = route && this.options.upstreams[route.upstream];
    if (route === undefined || target === undefined) return writeRefusal(response, notFound);
    const refusal = await this.prepare(message, route);
    if (refusal !== undefined) return writeRefusal(response, refusal);
    delete message.headers.upgrade;
    try {
      await this.proxy.web(message, response, { target });
    } catch {
      // Which service, and why, is in that service's log; the client learns neither.
      if (response.headersSent) response.destroy();
      else writeRefusal(response, unreachable);
    }
  }

  async upgrade(message: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    if (!readTarget(message)) return writeSocketRefusal(socket, ambiguous);
    const route = this.find(message);
    const target = route && this.options.upstreams[route.upstream];
    if (route?.sockets !== true || target === undefined) return writeSocketRefusal(socket, notFound);
    const refusal = await this.prepare(message, route);
    if (refusal !== undefined) return writeSocketRefusal(socket, refusal);
    await proxyUpgrade(target, message, socket, head, { xfwd: false }).catch(() => {
      // A service that refuses has answered by itself; one that is not there has not.
      if (socket.writable && socket.bytesWritten === 0) writeSocketRefusal(socket, unreachable);
    });
  }

  private find(message: IncomingMessage): EdgeRoute | undefined {
    return findRoute(this.routes, message.headers.host ?? '', pathOf(message));
  }

  /** Leaves the message as the upstream may see it, or says why it may not. */
  private async prepare(message: IncomingMessage, route: EdgeRoute): Promise<Refusal | undefined> {
    cleanHeaders(message);
    if (route.asked !== undefined) {
      const answer = await askVerify(this.options.verifyUrl, message).catch(() => unasked);
      if (!answer.allowed) return refusalOf(answer);
      identify(message, answer.headers);
    }
    if (route.forwarded === true) message.headers.forwarded = `host=${message.headers.host}${route.prefix};proto=http`;
    message.url = upstreamTarget(route, message.url ?? '/');
    return undefined;
  }
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

const unasked = { allowed: false, status: 503, headers: {}, body: '' } as const;

/** nginx understands 401 and 403 only; whatever else comes means that nobody can say. */
function refusalOf({ status, headers, body }: Extract<VerifyAnswer, { allowed: false }>): Refusal {
  if (status === 401 && headers['location'] !== undefined) return { status: 302, headers };
  if (status === 401 || status === 403) return { status, headers, body };
  return { status: 503, error: 'temporarily_unavailable', description: 'Access cannot be confirmed at the moment.' };
}
