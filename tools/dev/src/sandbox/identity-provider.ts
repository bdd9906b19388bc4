import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';
import { identityProviderConfig, type RelyingParty } from './identity-provider.config.js';
import { loginPage } from './login.page.js';
import type { Person } from './people.js';

const BODY_BYTES_MAX = 4096;

export interface IdentityProviderOptions {
  readonly port: number;
  readonly people: readonly Person[];
  readonly relyingParty: RelyingParty;
}

export interface RunningIdentityProvider {
  close(): Promise<void>;
}

/** A local OpenID Provider that stands in for the hospital's: real protocol, synthetic people. */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<RunningIdentityProvider> {
  const server = createIdentityProvider(options);
  await once(server.listen(options.port, '127.0.0.1'), 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function createIdentityProvider({ port, people, relyingParty }: IdentityProviderOptions): Server {
  const provider = new Provider(`http://127.0.0.1:${port}`, identityProviderConfig(people, relyingParty));
  const callback = provider.callback();
  return createServer((request, response) => {
    const uid = /^\/login\/([\w-]{1,64})$/.exec(request.url ?? '')?.[1];
    if (request.url === '/ready') return void response.end('ready');
    if (uid === undefined) return void callback(request, response);
    login(provider, people, request, response).catch(() => {
      // An interaction that expired or belongs to another browser: the person starts again at the application.
      respond(response, 400, loginPage(uid, 'This sign-in has expired. Start again from CareGate.'));
    });
  });
}

async function login(
  provider: Provider,
  people: readonly Person[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') return respond(response, 200, loginPage(uid));
  const form = new URLSearchParams(await bodyOf(request));
  const person = people.find(({ login: name }) => name === form.get('login'));
  if (!passwordHolds(person, form.get('password') ?? ''))
    return respond(response, 401, loginPage(uid, 'Name or password is wrong.'));
  const accountId = person?.login ?? '';
  await provider.interactionFinished(request, response, { login: { accountId, amr: ['pwd'] } });
}

/** Compares hashes of equal length, and does the same work for a name that nobody has. */
function passwordHolds(person: Person | undefined, given: string): boolean {
  const equal = timingSafeEqual(digest(person?.password ?? ''), digest(given));
  return person !== undefined && equal;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > BODY_BYTES_MAX) throw new Error('form too large');
  }
  return text;
}

function respond(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action *; frame-ancestors 'none'",
  });
  response.end(html);
}
