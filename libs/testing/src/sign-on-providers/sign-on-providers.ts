import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen } from '../listen.js';
import { GithubEndpoints } from './github-endpoints.js';
import { GoogleEndpoints } from './google-endpoints.js';
import type { IdTokenSigner } from './id-token-signer.js';
import { MicrosoftEndpoints } from './microsoft-endpoints.js';
import type { Endpoints, ProviderAnswer } from './provider-exchange.js';
import type { SandboxRelyingParty } from './relying-party.js';
import type { SandboxAccount } from './sandbox-account.js';

export type SignOnProviderName = 'github' | 'google' | 'microsoft';

/** How a path is out of order: an answer that should not be there, silence, or a line that breaks. */
export type Disturbance = ProviderAnswer | 'break' | 'silence';

export interface SignOnProvidersOptions {
  /** 0, the default, asks the system for a free port. */
  readonly port?: number;
  readonly accounts: readonly SandboxAccount[];
  readonly parties: Readonly<Record<SignOnProviderName, SandboxRelyingParty>>;
}

/** Google, Microsoft and GitHub as far as a sign-in sees them, on one port of this machine, each below its name. */
export interface SignOnProviders {
  readonly url: string;
  readonly signers: { readonly google: IdTokenSigner; readonly microsoft: IdTokenSigner };
  /** Method and target of every request, in order. */
  readonly requests: readonly string[];
  /** Puts everything below a path out of order, or in order again. */
  disturb(path: string, disturbance: Disturbance | undefined): void;
  close(): Promise<void>;
}

const BODY_BYTES_MAX = 8192;

export async function startSignOnProviders({
  port = 0,
  accounts,
  parties,
}: SignOnProvidersOptions): Promise<SignOnProviders> {
  const server = createServer();
  const url = `http://127.0.0.1:${await listen(server, port)}`;
  const google = new GoogleEndpoints({ base: `${url}/google`, party: parties.google }, accounts);
  const microsoft = new MicrosoftEndpoints({ base: `${url}/microsoft`, party: parties.microsoft }, accounts);
  const github = new GithubEndpoints({ base: `${url}/github`, party: parties.github }, accounts);
  const endpoints: Record<SignOnProviderName, Endpoints> = {
    google: (request) => google.answer(request),
    microsoft: (request) => microsoft.answer(request),
    github: (request) => github.answer(request),
  };
  const requests: string[] = [];
  const disturbances = new Map<string, Disturbance>();
  server.on('request', (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const found = [...disturbances].find(([path]) => request.url?.startsWith(path) === true)?.[1];
    if (found !== undefined) return disturbed(found, response);
    serve(endpoints, request, response).catch(() => response.destroy());
  });
  return {
    url,
    signers: { google: google.signer, microsoft: microsoft.signer },
    requests,
    disturb: (path, disturbance) =>
      void (disturbance === undefined ? disturbances.delete(path) : disturbances.set(path, disturbance)),
    close: () => closed(server),
  };
}

async function serve(
  endpoints: Record<string, Endpoints>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox.invalid');
  if (url.pathname === '/ready') return void response.end('ready');
  const [, name = '', path = ''] = /^\/([a-z]+)(\/.*)$/u.exec(url.pathname) ?? [];
  const { method = 'GET', headers } = request;
  const form = new URLSearchParams(await bodyOf(request));
  const answer = await endpoints[name]?.({ method, path, query: url.searchParams, form, headers });
  send(response, answer ?? { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not Found' });
}

function disturbed(disturbance: Disturbance, response: ServerResponse): void {
  if (disturbance === 'break') return void response.destroy();
  if (disturbance !== 'silence') send(response, disturbance);
}

function send(response: ServerResponse, { status, headers, body }: ProviderAnswer): void {
  response.writeHead(status, headers);
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > BODY_BYTES_MAX) throw new Error('form too large');
  }
  return text;
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
