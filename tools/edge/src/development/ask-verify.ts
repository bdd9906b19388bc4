import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { copiedHeaders } from '@caregate/core-contracts';

/** What `/verify` said, as far as an edge acts on it. */
export type VerifyAnswer =
  | { readonly allowed: true; readonly headers: Readonly<Record<string, string>> }
  | {
      readonly allowed: false;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

const ANSWER_MILLISECONDS = 10_000;
const BODY_LENGTH_MAX = 16 * 1024;
const told = [
  'WWW-Authenticate',
  'Location',
  'Content-Type',
  'Retry-After',
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
] as const;

/** These belong to one connection (RFC 9110 §7.6.1) or to a body, and the question has none. */
const ownOfConnection = new Set([
  'connection',
  'keep-alive',
  'upgrade',
  'te',
  'transfer-encoding',
  'content-length',
  'expect',
  'trailer',
]);

const agent = new Agent({ keepAlive: true });

/** Asks the way our nginx asks: all that the client said of itself, and what we know of the request. */
export async function askVerify(verifyUrl: string, message: IncomingMessage): Promise<VerifyAnswer> {
  const answer = await ask(verifyUrl, questionOf(message));
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) return { allowed: true, headers: pick(headers, copiedHeaders, true) };
  return { allowed: false, status, headers: pick(headers, told, false), body };
}

function questionOf(message: IncomingMessage): string[] {
  const { rawHeaders, url = '/', method = 'GET', headers, socket } = message;
  const said: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (isSaid(name.toLowerCase(), headers)) said.push(name, rawHeaders[index + 1] ?? '');
  }
  if (headers.host === undefined) said.push('Host', 'verify');
  const address = `http://${headers.host ?? ''}${url}`;
  const known = ['X-Original-URL', address, 'X-Original-Method', method];
  return [...said, ...known, 'X-Forwarded-For', socket.remoteAddress ?? ''];
}

/** Cleaning has left it there, and it is the client's to say. */
function isSaid(name: string, headers: IncomingHttpHeaders): boolean {
  return headers[name] !== undefined && !ownOfConnection.has(name) && !name.startsWith('x-forwarded-');
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(verifyUrl: string, headers: string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
    const sent = request(verifyUrl, { headers, agent, signal }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body = `${body}${text}`.slice(0, BODY_LENGTH_MAX)));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** `all`: also those that are absent, as empty, so that nothing of the client stays in their place. */
function pick(headers: IncomingHttpHeaders, names: readonly string[], all: boolean): Record<string, string> {
  const found = names.map((name) => [name.toLowerCase(), String(headers[name.toLowerCase()] ?? '')] as const);
  return Object.fromEntries(found.filter(([, value]) => all || value !== ''));
}
