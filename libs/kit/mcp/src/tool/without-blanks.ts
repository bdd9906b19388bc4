import type { z } from 'zod';
import { isRecord } from '../json/is-record.js';

/**
 * For a parameter that they leave out, programs in Python say null, and models that fill in every text say nothing in
 * it. A place for something else than text is not left out by an empty one: that is a mistake.
 */
export function withoutBlanks({ shape }: z.ZodObject, toolArguments: unknown): unknown {
  if (!isRecord(toolArguments) || !Object.values(toolArguments).some(isBlank)) return toolArguments;
  const isLeftOut = ([name, value]: readonly [string, unknown]) => {
    const schema = isBlank(value) && Object.hasOwn(shape, name) ? shape[name] : undefined;
    return schema !== undefined && schema.safeParse(undefined).success && (value === null || takesText(schema));
  };
  return Object.fromEntries(Object.entries(toolArguments).filter((entry) => !isLeftOut(entry)));
}

function isBlank(value: unknown): boolean {
  return value === null || value === '';
}

function takesText(schema: z.core.$ZodType & Pick<z.ZodType, 'safeParse'>): boolean {
  return schema.safeParse('').error?.issues.every(({ code }) => code !== 'invalid_type') ?? true;
}
