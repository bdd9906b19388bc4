import { z } from 'zod';

const schema = z.looseObject({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

const answer = z.looseObject({
  result: z.looseObject({ tools: z.array(z.looseObject({ name: z.string(), outputSchema: schema })) }),
});

export type ListedTool = z.output<typeof answer>['result']['tools'][number];

/** One stateless `tools/list` over Streamable HTTP. */
export async function listTools(url: string, token: string): Promise<readonly ListedTool[]> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
  const text = await response.text();
  return answer.parse(JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text)).result.tools;
}
