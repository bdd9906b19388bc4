import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport as OldTransportShape } from '@modelcontextprotocol/sdk/shared/transport.js';
import { toolAnswer, type ToolCaller } from './tool-answer.js';

const info = { name: 'caregate-tour', version: '1.0.0' };

/** The SDK of 2026-07-28. */
export async function modernCaller(url: string, token: string): Promise<ToolCaller> {
  const client = new Client(info, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: bearer(token) }));
  return {
    name: 'SDK v2 over Streamable HTTP (2026-07-28)',
    call: async (name, input) => toolAnswer.parse(await client.callTool({ name, arguments: { ...input } })),
    close: () => client.close(),
  };
}

/** The SDK of the 2025 protocols. */
export async function olderCaller(url: string, token: string): Promise<ToolCaller> {
  const client = new OldClient(info);
  const transport = new OldTransport(new URL(url), { requestInit: bearer(token) });
  // The old SDK's own class does not fit its interface under exactOptionalPropertyTypes.
  await client.connect(transport as OldTransportShape);
  return {
    name: 'SDK v1 over Streamable HTTP (2025)',
    call: async (name, input) => toolAnswer.parse(await client.callTool({ name, arguments: { ...input } })),
    close: () => client.close(),
  };
}

function bearer(token: string): RequestInit {
  return { headers: { authorization: `Bearer ${token}` } };
}
