import { jsonText } from '@caregate/kit-config';
import { Client, type Transport } from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { ConnectOptions } from '../connect.options.js';
import { ConnectFailed } from '../connect-failed.error.js';
import type { Connection } from '../connection.js';
import { parseToolCall, type ToolCall } from './parse-tool-call.js';

const rawRequest = z.object({ method: z.string(), params: z.record(z.string(), z.unknown()).default({}) });

type Asked = Pick<ConnectOptions, 'listTools' | 'listResources' | 'listPrompts' | 'command' | 'raw' | 'testAuth'>;

/** Opens a session for one question; the answer is for standard output. */
export async function askOnce({ remote }: Connection, asked: Asked): Promise<unknown> {
  const client = new Client({ name: 'caregate-bridge', version: '0.1.0' });
  await client.connect(remote as Transport); // -- its callbacks are set later, which exact optional properties do not see
  try {
    return await answerTo(client, asked);
  } finally {
    await remote.endSession();
    await client.close();
  }
}

async function answerTo(client: Client, asked: Asked): Promise<unknown> {
  if (asked.listTools) return client.listTools();
  if (asked.listResources) return client.listResources();
  if (asked.listPrompts) return client.listPrompts();
  if (asked.command !== undefined) return call(client, parseToolCall(asked.command));
  // Whatever the server makes of it: the method may be one that only the server knows.
  if (asked.raw !== undefined) return client.request(requestIn(asked.raw), z.looseObject({}));
  return { server: client.getServerVersion() };
}

async function call(client: Client, { name, given }: ToolCall): Promise<unknown> {
  const args = typeof given === 'string' ? { [await firstArgument(client, name)]: given } : given;
  return client.callTool({ name, arguments: args });
}

/** What the tool cannot do without, or else whatever it names first. */
async function firstArgument(client: Client, name: string): Promise<string> {
  const { tools } = await client.listTools();
  const schema = tools.find((tool) => tool.name === name)?.inputSchema;
  const first = schema?.required?.[0] ?? Object.keys(schema?.properties ?? {})[0];
  if (first === undefined) throw new ConnectFailed('There is no such tool, or it takes no arguments.', 2);
  return first;
}

function requestIn(text: string): z.output<typeof rawRequest> {
  const { data } = jsonText(rawRequest).safeParse(text);
  if (data !== undefined) return data;
  throw new ConnectFailed('--raw wants a JSON-RPC request, such as {"method":"tools/list"}.', 2);
}
