import type { IncomingHttpHeaders } from 'node:http';
import { classifyInboundRequest, SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/server';

export type Era = 'modern' | 'legacy';

/** What the classifier looks at in a well-formed `tools/call`. The id and the arguments are none of it. */
export interface EraSigns {
  readonly headers: IncomingHttpHeaders;
  readonly jsonrpc: unknown;
  readonly name: string;
  readonly meta: unknown;
}

const MODERN_VERSION = '2026-07-28';

/** A client says the same of itself with every call; more than this are some that say something new each time. */
const rememberedMax = 1_000;
const signsLengthMax = 2_000;

/**
 * The era of a plain call, `undefined` where that takes the SDK to say. The SDK's own classifier decides, so that the
 * two lanes cannot disagree; its schemas cost more than the rest of the quick lane, so it is asked once for equal signs.
 */
export class EraMemory {
  private readonly known = new Map<string, Era | undefined>();

  eraOf(signs: EraSigns): Era | undefined {
    const key = keyOf(signs);
    if (key.length > signsLengthMax) return classified(signs);
    if (this.known.has(key)) return this.known.get(key);
    if (this.known.size >= rememberedMax) this.known.clear();
    const era = classified(signs);
    this.known.set(key, era);
    return era;
  }
}

/** JSON writes what is absent like `null`, which is no `_meta` at all. */
function keyOf({ headers, jsonrpc, name, meta }: EraSigns): string {
  const mirrored = mirroredHeaders(headers);
  return JSON.stringify([...mirrored, acceptsBoth(headers.accept), jsonrpc, name, meta === undefined, meta]);
}

function mirroredHeaders(headers: IncomingHttpHeaders): readonly (string | undefined)[] {
  return ['mcp-protocol-version', 'mcp-method', 'mcp-name'].map((header) => {
    const value = headers[header];
    return typeof value === 'string' ? value : undefined;
  });
}

function classified({ headers, jsonrpc, name, meta }: EraSigns): Era | undefined {
  const [protocolVersionHeader, mcpMethodHeader, mcpNameHeader] = mirroredHeaders(headers);
  const route = classifyInboundRequest({
    httpMethod: 'POST',
    ...(protocolVersionHeader !== undefined && { protocolVersionHeader }),
    ...(mcpMethodHeader !== undefined && { mcpMethodHeader }),
    ...(mcpNameHeader !== undefined && { mcpNameHeader }),
    body: { jsonrpc, id: 0, method: 'tools/call', params: { name, ...(meta !== undefined && { _meta: meta }) } },
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
