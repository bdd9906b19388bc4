import type { IncomingHttpHeaders } from 'node:http';
import {
  CLIENT_CAPABILITIES_META_KEY,
  classifyInboundRequest,
  isJsonContentType,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { isRecord } from '../json/is-record.js';
import { purposeIn, type CallRequest } from '../pipeline/call.request.js';

/** A well-formed `tools/call` that needs nothing but an answer. */
export interface PlainCall {
  readonly era: 'modern' | 'legacy';
  readonly id: string | number;
  readonly call: CallRequest;
  /** The client may be able to put a question to its person: it says so here, or said so when it opened its session. */
  readonly mayAsk: boolean;
}

const MODERN_VERSION = '2026-07-28';
const REQUEST_KEYS = new Set(['jsonrpc', 'id', 'method', 'params']);
const PARAMS_KEYS = new Set(['name', 'arguments', '_meta']);

/**
 * `undefined` for everything about which there could be two opinions: that goes to the SDK, which answers it.
 * The SDK's own classifier has the first word, so that the two lanes cannot disagree on the era.
 */
export function plainCallOf(headers: IncomingHttpHeaders, body: unknown): PlainCall | undefined {
  if (!isRecord(body) || body['method'] !== 'tools/call' || !isJsonContentType(headers['content-type']))
    return undefined;
  const { id, params } = body;
  if (!isRequestId(id) || !isRecord(params) || !hasOnly(body, REQUEST_KEYS) || !hasOnly(params, PARAMS_KEYS))
    return undefined;
  const { name, arguments: given } = params;
  if (typeof name !== 'string' || !(given === undefined || isRecord(given))) return undefined;
  const era = eraOf(headers, body, name);
  if (era === undefined) return undefined;
  const meta = isRecord(params['_meta']) ? params['_meta'] : {};
  const call = { name, arguments: given, purpose: purposeIn(meta) };
  return { era, id, call, mayAsk: era === 'modern' ? declaresElicitation(meta) : 'mcp-session-id' in headers };
}

function declaresElicitation(meta: Readonly<Record<string, unknown>>): boolean {
  const declared = meta[CLIENT_CAPABILITIES_META_KEY];
  return isRecord(declared) && declared['elicitation'] !== undefined;
}

function eraOf(
  headers: IncomingHttpHeaders,
  body: Readonly<Record<string, unknown>>,
  name: string,
): PlainCall['era'] | undefined {
  const protocolVersionHeader = headerOf(headers, 'mcp-protocol-version');
  const mcpMethodHeader = headerOf(headers, 'mcp-method');
  const mcpNameHeader = headerOf(headers, 'mcp-name');
  const route = classifyInboundRequest({
    httpMethod: 'POST',
    ...(protocolVersionHeader !== undefined && { protocolVersionHeader }),
    ...(mcpMethodHeader !== undefined && { mcpMethodHeader }),
    ...(mcpNameHeader !== undefined && { mcpNameHeader }),
    body,
  });
  if (route.kind === 'modern') {
    const mirrored = mcpMethodHeader === 'tools/call' && mcpNameHeader === name && !name.startsWith('=?');
    const version = protocolVersionHeader === MODERN_VERSION && route.classification.revision === MODERN_VERSION;
    return mirrored && version ? 'modern' : undefined;
  }
  const legacy = route.kind === 'legacy' && route.reason === 'no-claim' && acceptsBoth(headers.accept);
  return legacy && isLegacyVersion(protocolVersionHeader) ? 'legacy' : undefined;
}

function isLegacyVersion(version: string | undefined): boolean {
  return version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version);
}

/** Streamable HTTP of 2025-11-25: a client must accept both, for the server chooses. */
function acceptsBoth(accept: string | undefined): boolean {
  return accept?.includes('application/json') === true && accept.includes('text/event-stream');
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function isRequestId(id: unknown): id is string | number {
  return typeof id === 'string' || Number.isSafeInteger(id);
}

function hasOnly(value: Readonly<Record<string, unknown>>, keys: ReadonlySet<string>): boolean {
  return Object.keys(value).every((key) => keys.has(key));
}
