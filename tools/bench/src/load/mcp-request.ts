/** A stateless `tools/call` of the 2026-07-28 revision, with the headers that it demands. */
export function modernCall(tool: string, input: object): { headers: Record<string, string>; body: string } {
  return {
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': tool,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { ...call(tool, input), _meta: meta },
    }),
  };
}

export function call(tool: string, input: object) {
  return { name: tool, arguments: input };
}

/** SEP-2575: what each request says of its sender. */
export const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** The first words of a client of the 2025 era, on a connection that keeps its session. */
export const legacyOpening = [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
];

/** The same call on such a connection as often as wanted, each with an id of its own. */
export function legacyCalls(tool: string, input: object): (id: number) => object {
  return (id) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: call(tool, input) });
}
