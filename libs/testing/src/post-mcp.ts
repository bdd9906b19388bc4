export interface McpAnswer {
  readonly status: number;
  /** `WWW-Authenticate`, by which a refusal tells what it wants. */
  readonly challenge: string | null;
  /** The JSON-RPC message, or whatever else was said instead; `undefined` when nothing was. */
  readonly message: unknown;
}

/** One stateless request over Streamable HTTP (MCP 2025-11-25), as a client that uses no SDK sends it. */
export async function postMcp(
  url: string,
  token: string | undefined,
  method: string,
  params?: Readonly<Record<string, unknown>>,
): Promise<McpAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    message: messageIn(await response.text()),
  };
}

/** The body itself, or the one event of a stream. */
function messageIn(text: string): unknown {
  return text === '' ? undefined : JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text);
}
