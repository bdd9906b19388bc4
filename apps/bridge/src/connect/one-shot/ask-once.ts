import { Client, type RequestMethod, type Transport } from '@modelcontextprotocol/client';
import type { ConnectOptions } from '../connect.options.js';
import { ConnectFailed } from '../connect-failed.error.js';
import type { Connection } from '../connection.js';
import { parseToolCall } from './parse-tool-call.js';

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
  if (asked.command !== undefined) return client.callTool(parseToolCall(asked.command));
  if (asked.raw !== undefined) return client.request(requestIn(asked.raw));
  return { server: client.getServerVersion() };
}

function requestIn(text: string): { method: RequestMethod; params?: Record<string, unknown> } {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConnectFailed('--raw wants a JSON-RPC request, such as {"method":"tools/list"}.', 2, error);
  }
}
