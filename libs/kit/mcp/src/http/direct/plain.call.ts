import type { IncomingHttpHeaders } from 'node:http';
import { CLIENT_CAPABILITIES_META_KEY, isJsonContentType } from '@modelcontextprotocol/server';
import { isRecord } from '../../json/is-record.js';
import { purposeIn, type CallRequest } from '../../pipeline/call.request.js';
import { EraMemory, type Era } from '../era.memory.js';

/** A well-formed `tools/call` that needs nothing but an answer. */
export interface PlainCall {
  readonly era: Era;
  readonly id: string | number;
  readonly call: CallRequest;
  /** The client may be able to put a question to its person: it says so here, or said so when it opened its session. */
  readonly mayAsk: boolean;
}

const eras = new EraMemory();
const REQUEST_KEYS = new Set(['jsonrpc', 'id', 'method', 'params']);
const PARAMS_KEYS = new Set(['name', 'arguments', '_meta']);

/** `undefined` for everything about which there could be two opinions: that goes to the SDK, which answers it. */
export function plainCallOf(headers: IncomingHttpHeaders, body: unknown): PlainCall | undefined {
  if (!isRecord(body) || body['method'] !== 'tools/call' || !isJsonContentType(headers['content-type']))
    return undefined;
  const { id, params } = body;
  if (!isRequestId(id) || !isRecord(params) || !hasOnly(body, REQUEST_KEYS) || !hasOnly(params, PARAMS_KEYS))
    return undefined;
  const { name, arguments: given } = params;
  if (typeof name !== 'string' || !(given === undefined || isPlainRecord(given))) return undefined;
  const era = eras.eraOf({ headers, jsonrpc: body['jsonrpc'], name, meta: params['_meta'] });
  if (era === undefined) return undefined;
  const meta = isRecord(params['_meta']) ? params['_meta'] : {};
  const call = { name, arguments: given, purpose: purposeIn(meta) };
  return { era, id, call, mayAsk: era === 'modern' ? declaresElicitation(meta) : 'mcp-session-id' in headers };
}

function declaresElicitation(meta: Readonly<Record<string, unknown>>): boolean {
  const declared = meta[CLIENT_CAPABILITIES_META_KEY];
  return isRecord(declared) && declared['elicitation'] !== undefined;
}

function isRequestId(id: unknown): id is string | number {
  return typeof id === 'string' || Number.isSafeInteger(id);
}

/** The SDK overlooks `__proto__` among the arguments, as no other word. */
function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !Object.hasOwn(value, '__proto__');
}

function hasOnly(value: Readonly<Record<string, unknown>>, keys: ReadonlySet<string>): boolean {
  return Object.keys(value).every((key) => keys.has(key));
}
