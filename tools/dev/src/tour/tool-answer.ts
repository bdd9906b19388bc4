import { z } from 'zod';

/** What all clients agree on of a tool's answer. */
export const toolAnswer = z.looseObject({
  isError: z.boolean().optional(),
  content: z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
  structuredContent: z.looseObject({}).optional(),
});

export type ToolAnswer = z.output<typeof toolAnswer>;

/** One way to call a tool; a door that refuses the whole call rejects instead of answering. */
export interface ToolCaller {
  readonly name: string;
  call(tool: string, input: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
  close(): Promise<void>;
}

/** The words of a refusal, whichever way the door put it; `undefined` when the call was answered. */
export async function refusal(call: Promise<ToolAnswer>): Promise<string | undefined> {
  try {
    const answer = await call;
    return answer.isError === true ? (answer.content[0]?.text ?? '') : undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
