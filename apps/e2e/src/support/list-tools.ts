import { postMcp } from '@caregate/testing';
import { z } from 'zod';

const schema = z.looseObject({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

const answer = z.looseObject({
  result: z.looseObject({ tools: z.array(z.looseObject({ name: z.string(), outputSchema: schema })) }),
});

export type ListedTool = z.output<typeof answer>['result']['tools'][number];

/** What a server offers to the bearer of a token. */
export async function listTools(url: string, token: string): Promise<readonly ListedTool[]> {
  const { message } = await postMcp(url, token, 'tools/list');
  return answer.parse(message).result.tools;
}
