import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { toolAnswer, type ToolCaller } from './tool-answer.js';

/** The server as a child process, the token in its environment. */
export async function stdioCaller(
  entry: string,
  environment: Readonly<Record<string, string>>,
  token: string,
): Promise<ToolCaller> {
  const client = new Client({ name: 'caregate-tour', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [entry],
    env: { ...environment, CAREGATE_ACCESS_TOKEN: token },
    stderr: 'ignore',
  });
  await client.connect(transport);
  return {
    name: 'SDK v2 over stdio',
    call: async (name, input) => toolAnswer.parse(await client.callTool({ name, arguments: { ...input } })),
    close: () => client.close(),
  };
}
