import { postMcp } from '@caregate/testing';
import { z } from 'zod';

const answer = z.looseObject({
  result: z
    .looseObject({
      isError: z.boolean().optional(),
      content: z.array(z.looseObject({ type: z.string(), text: z.string().optional(), data: z.string().optional() })),
      structuredContent: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  error: z.looseObject({ code: z.number(), message: z.string() }).optional(),
});

export interface ToolReply {
  readonly status: number;
  readonly challenge: string | null;
  readonly isError: boolean;
  /** The JSON inside the text block, as clients of the older EHR server read it. */
  readonly json: Record<string, unknown>;
  /** The picture beside it. */
  readonly image?: Buffer;
}

/** One tool call of a client that keeps no session. */
export async function callTool(
  url: string,
  token: string | undefined,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<ToolReply> {
  const { status, challenge, message } = await postMcp(url, token, 'tools/call', { name, arguments: input });
  if (status !== 200) return { status, challenge, isError: true, json: recordOf(message ?? {}) };
  const { result, error } = answer.parse(message);
  const text = result?.content[0]?.text;
  const picture = result?.content.find(({ type }) => type === 'image')?.data;
  return {
    status,
    challenge,
    isError: error !== undefined || result?.isError === true,
    json: text === undefined ? { ...error } : recordOf(JSON.parse(text)),
    ...(picture !== undefined && { image: Buffer.from(picture, 'base64') }),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(value);
}
