import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'node:querystring';
import { laneCredentialsOf, type LaneCredentials } from './lane-credentials.js';

/** A request for a machine's own token (RFC 6749 §4.4.2, RFC 8707 §2). */
export interface MachineTokenQuestion {
  readonly kind: 'token';
  readonly credentials: LaneCredentials;
  readonly scope?: string | undefined;
  readonly resource?: string | undefined;
}

/** A question about a signed token (RFC 7662 §2.1). */
export interface IntrospectionQuestion {
  readonly kind: 'introspection';
  readonly credentials: LaneCredentials;
  readonly token: string;
}

export type LaneQuestion = MachineTokenQuestion | IntrospectionQuestion;

/** Headers by which a request would be more than it looks: of another origin, bound to a key, or proved in another way. */
const UNUSUAL_HEADERS = ['origin', 'dpop', 'oauth-client-attestation', 'oauth-client-attestation-pop'];

const COMMON = ['client_id', 'client_secret', 'app_id'];
const OF_TOKEN: ReadonlySet<string> = new Set([...COMMON, 'grant_type', 'scope', 'resource']);
const OF_INTROSPECTION: ReadonlySet<string> = new Set([...COMMON, 'token', 'token_type_hint']);

const PRINTABLE = /^[\x20-\x7e]+$/u;
const FORM = /^application\/x-www-form-urlencoded(?:; ?charset=utf-8)?$/iu;
/** The words of this house; those of SMART App Launch are worked out by the library's way. */
const SCOPES = /^[\w:.-]+(?: [\w:.-]+)*$/u;
const SIGNED = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/u;

/** Whether the head of a request lets its body be worth a look. */
export function mayBeForLane(method: string | undefined, path: string | undefined, headers: IncomingHttpHeaders) {
  const isOurs = method === 'POST' && (path === '/token' || path === '/token/introspection');
  return isOurs && FORM.test(headers['content-type'] ?? '') && UNUSUAL_HEADERS.every((name) => !(name in headers));
}

/** What is asked, when it is asked in the plainest way there is; `undefined` leaves everything else to the library. */
export function laneQuestionOf(path: string, headers: IncomingHttpHeaders, body: string): LaneQuestion | undefined {
  const isToken = path === '/token';
  const form = plainForm(body, isToken ? OF_TOKEN : OF_INTROSPECTION);
  if (form === undefined) return undefined;
  const credentials = laneCredentialsOf(headers.authorization, form);
  if (credentials === undefined) return undefined;
  return isToken ? machineTokenIn(form, credentials) : introspectionIn(form, credentials);
}

export type PlainForm = Readonly<Record<string, string | undefined>>;

/** Every name known and given once, every value there and in printable ASCII. */
function plainForm(body: string, known: ReadonlySet<string>): PlainForm | undefined {
  const form = parse(body);
  for (const name in form) {
    const value = form[name];
    if (!known.has(name) || typeof value !== 'string' || !PRINTABLE.test(value)) return undefined;
  }
  // Every value is a string, as has just been seen.
  return form as PlainForm;
}

function machineTokenIn(form: PlainForm, credentials: LaneCredentials): LaneQuestion | undefined {
  const { grant_type: grantType, scope, resource } = form;
  if (grantType !== 'client_credentials' || resource?.includes('#')) return undefined;
  return scope === undefined || SCOPES.test(scope) ? { kind: 'token', credentials, scope, resource } : undefined;
}

function introspectionIn({ token }: PlainForm, credentials: LaneCredentials): LaneQuestion | undefined {
  return token !== undefined && SIGNED.test(token) ? { kind: 'introspection', credentials, token } : undefined;
}
