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
