import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { parse } from 'yaml';

/** What of Traefik's dynamic configuration our edge uses. */
interface Dynamic {
  readonly http: {
    readonly routers: Readonly<Record<string, Router>>;
    readonly middlewares: Readonly<Record<string, Middleware>>;
    readonly services: Readonly<Record<string, { loadBalancer: { servers: readonly [{ url: string }] } }>>;
  };
}

interface Router {
  readonly rule: string;
  readonly priority: number;
  readonly service: string;
  readonly middlewares: readonly string[];
}

interface Middleware {
  readonly headers?: Readonly<Record<'customRequestHeaders' | 'customResponseHeaders', Record<string, string>>>;
  readonly forwardAuth?: { address: string; trustForwardHeader: boolean; authResponseHeaders: readonly string[] };
  readonly stripPrefix?: { prefixes: readonly [string] };
  readonly replacePathRegex?: { regex: string; replacement: string };
  readonly redirectRegex?: { regex: string; replacement: string };
}

interface Passing {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** By canonical name in lower case, as Go's `http.Header`. */
  readonly headers: Map<string, string[]>;
  url: string;
}

/** `hopHeaders` of Traefik's forward.go; what `Connection` names goes as well. */
const HOP = ['connection', 'keep-alive', 'te', 'trailers', 'transfer-encoding', 'upgrade'];

/**
 * Runs the rendered configuration as Traefik v3 does (pkg/middlewares/auth/forward.go): what its forwardAuth sends and
 * copies, in its order, as there is no Traefik in Debian.
 */
export async function startTraefikShim(configuration: string) {
  const dynamic = parse(configuration.replaceAll('{{ env "CAREGATE_HOST" }}', '127.0.0.1')) as Dynamic;
  const routers = Object.values(dynamic.http.routers).sort((a, b) => b.priority - a.priority);
  const server = createServer((message, response) => {
    handle(dynamic, routers, message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handle(
  { http }: Dynamic,
  routers: readonly Router[],
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '/' } = message;
  const router = routers.find(({ rule }) => matches(rule, url.split('?', 1)[0] ?? ''));
  if (router === undefined) return void response.writeHead(404).end('404 page not found\n');
  const passing: Passing = { message, response, headers: headersOf(message), url };
  for (const name of router.middlewares) if (!(await apply(http.middlewares[name] ?? {}, passing))) return;
  const target = http.services[router.service]?.loadBalancer.servers[0].url ?? '';
  removeHopHeaders(passing.headers);
  const { method = 'GET' } = message;
  const sent = request(target + passing.url, { method, headers: linesOf(passing.headers) }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  sent.on('error', () => response.destroy());
  message.pipe(sent);
}

function matches(rule: string, path: string): boolean {
  const exact = [...rule.matchAll(/[^x]Path\(`([^`]*)`\)/gu)].some(([, value]) => value === path);
  return exact || [...rule.matchAll(/PathPrefix\(`([^`]*)`\)/gu)].some(([, value = '']) => path.startsWith(value));
}

/** `false` when the middleware has answered by itself. */
async function apply(middleware: Middleware, passing: Passing): Promise<boolean> {
  const { headers, forwardAuth, stripPrefix, replacePathRegex, redirectRegex } = middleware;
  const { response, message } = passing;
  for (const [name, value] of Object.entries(headers?.customRequestHeaders ?? {}))
    if (value === '') passing.headers.delete(name.toLowerCase());
    else passing.headers.set(name.toLowerCase(), [value]);
  for (const [name, value] of Object.entries(headers?.customResponseHeaders ?? {})) response.setHeader(name, value);
  const [prefix] = stripPrefix?.prefixes ?? [];
  if (prefix !== undefined) {
    const rest = passing.url.slice(prefix.length);
    passing.url = rest.startsWith('/') ? rest : `/${rest}`;
    passing.headers.set('x-forwarded-prefix', [prefix]);
  }
  if (replacePathRegex !== undefined)
    passing.url = passing.url.replace(new RegExp(replacePathRegex.regex, 'u'), replacePathRegex.replacement);
  if (redirectRegex !== undefined) {
    const asked = `https://${message.headers.host ?? ''}${passing.url}`;
    const location = asked.replace(
      new RegExp(redirectRegex.regex, 'u'),
      redirectRegex.replacement.replace('${1}', '$1'),
    );
    response.writeHead(302, { location: new URL(location).pathname }).end('Found');
    return false;
  }
  return forwardAuth === undefined || askForwardAuth(forwardAuth, passing);
}

function askForwardAuth(options: NonNullable<Middleware['forwardAuth']>, passing: Passing): Promise<boolean> {
  const { message, response, headers } = passing;
  const asked = new Map([...headers].map(([name, values]) => [name, [...values]]));
  removeHopHeaders(asked);
  asked.delete('content-length');
  // trustForwardHeader is off: what the client said of these is not even read.
  asked.set('x-forwarded-for', [message.socket.remoteAddress ?? '']);
  asked.set('x-forwarded-method', [message.method ?? '']);
  asked.set('x-forwarded-proto', ['http']);
  asked.set('x-forwarded-host', [message.headers.host ?? '']);
  asked.set('x-forwarded-uri', [message.url ?? '']);
  return new Promise((resolve, reject) => {
    const sent = request(options.address, { headers: linesOf(asked) }, (answer) => {
      const { statusCode = 500, headers: told } = answer;
      if (statusCode < 200 || statusCode >= 300) {
        response.writeHead(statusCode, told);
        answer.pipe(response);
        return resolve(false);
      }
      answer.resume();
      for (const name of options.authResponseHeaders.map((each) => each.toLowerCase())) {
        const value = told[name];
        headers.delete(name);
        if (value !== undefined) headers.set(name, [value].flat());
      }
      return resolve(true);
    });
    sent.on('error', reject).end();
  });
}

function removeHopHeaders(headers: Map<string, string[]>): void {
  const named = (headers.get('connection') ?? []).flatMap((line) => line.split(','));
  for (const name of [...named.map((each) => each.trim().toLowerCase()), ...HOP]) headers.delete(name);
}

function headersOf({ rawHeaders }: IncomingMessage): Map<string, string[]> {
  const headers = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    // The static configuration says so: `aliasHeadersStrategy: delete`.
    if (/[_.]/u.test(name)) continue;
    headers.set(name, [...(headers.get(name) ?? []), rawHeaders[index + 1] ?? '']);
  }
  return headers;
}

function linesOf(headers: ReadonlyMap<string, readonly string[]>): string[] {
  return [...headers].flatMap(([name, values]) => values.flatMap((value) => [name, value]));
}
