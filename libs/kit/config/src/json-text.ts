import { z } from 'zod';

/** A text that holds JSON of the given shape. The message names no value, as secrets may stand in some. */
export function jsonText<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text, context): unknown => {
      const parsed = parseJson(text);
      if (parsed === undefined) context.addIssue({ code: 'custom', message: 'must be JSON' });
      return parsed ?? z.NEVER;
    })
    .pipe(schema);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
