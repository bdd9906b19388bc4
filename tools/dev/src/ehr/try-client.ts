import { once } from 'node:events';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { toolAnswer, type ToolAnswer } from '../tour/tool-answer.js';

export const tryTransports = ['http', 'ws', 'stdio'] as const;

export type TryTransport = (typeof tryTransports)[number];

const listing = z.looseObject({
  name: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  inputSchema: z.looseObject({
    properties: z.record(z.string(), z.looseObject({ type: z.string().optional() })).default({}),
    required: z.array(z.string()).default([]),
  }),
});

export type TryListing = z.output<typeof listing>;

export interface TryClient {
  list(): Promise<readonly TryListing[]>;
  call(tool: string, input: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
  close(): Promise<void>;
}

/** Where the server is, on each of its transports. */
export interface TryTarget {
  readonly mcpUrl: string;
  readonly socketUrl: string;
  readonly stdio: { readonly entry: string; readonly environment: Readonly<Record<string, string>> };
  readonly token: string;
}

export function openTryClient(transport: TryTransport, target: TryTarget): Promise<TryClient> {
  return transport === 'ws' ? overSocket(target) : overSdk(transport, target);
}

async function overSdk(transport: 'http' | 'stdio', { mcpUrl, stdio, token }: TryTarget): Promise<TryClient> {
  const client = new Client({ name: 'caregate-try', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  const http = () =>
    new StreamableHTTPClientTransport(new URL(mcpUrl), {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    });
  const child = () =>
    new StdioClientTransport({
      command: process.execPath,
      args: [stdio.entry],
      env: { ...stdio.environment, CAREGATE_ACCESS_TOKEN: token },
      stderr: 'ignore',
    });
  await client.connect(transport === 'http' ? http() : child());
  return {
    list: async () => z.array(listing).parse((await client.listTools()).tools),
    call: async (name, input) => toolAnswer.parse(await client.callTool({ name, arguments: { ...input } })),
    close: () => client.close(),
  };
}

const frame = z.looseObject({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

/** Plain frames without a handshake, as the clients of the older server send them. */
async function overSocket({ socketUrl, token }: TryTarget): Promise<TryClient> {
  const socket = new WebSocket(socketUrl, { headers: { authorization: `Bearer ${token}` } });
  await once(socket, 'open');
  const ask = async (method: string, params: object): Promise<unknown> => {
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    const [data] = await once(socket, 'message');
    const { result, error } = frame.parse(JSON.parse(String(data)));
    if (error !== undefined) throw new Error(error.message);
    return result;
  };
  return {
    list: async () => z.looseObject({ tools: z.array(listing) }).parse(await ask('tools/list', {})).tools,
    call: async (name, input) => toolAnswer.parse(await ask('tools/call', { name, arguments: input })),
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}
