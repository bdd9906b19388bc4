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

/** One stateless `tools/call` over Streamable HTTP. */
export async function callTool(
  url: string,
  token: string | undefined,
  name: string,
  input: Readonly<Record<string, unknown>>,
): Promise<ToolReply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-11-25',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }),
  });
  const text = await response.text();
  const status = response.status;
  const challenge = response.headers.get('www-authenticate');
  if (status !== 200) return { status, challenge, isError: true, json: text === '' ? {} : recordOf(JSON.parse(text)) };
  const { result, error } = answer.parse(JSON.parse(dataOf(text)));
  const inner = result?.content[0]?.text;
  const picture = result?.content.find(({ type }) => type === 'image')?.data;
  return {
    status,
    challenge,
    isError: error !== undefined || result?.isError === true,
    json: inner === undefined ? { ...error } : recordOf(JSON.parse(inner)),
    ...(picture !== undefined && { image: Buffer.from(picture, 'base64') }),
  };
}

/** The body itself, or the one event of a stream. */
function dataOf(text: string): string {
  return /^data: (.*)$/m.exec(text)?.[1] ?? text;
}

function recordOf(value: unknown): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(value);
}
