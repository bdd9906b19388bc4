import type { z } from 'zod';
import { isRecord } from '../json/is-record.js';

/** Programs in Python say null for a parameter that they leave out, though no schema here offers it. */
export function withoutNulls({ shape }: z.ZodObject, toolArguments: unknown): unknown {
  if (!isRecord(toolArguments) || !Object.values(toolArguments).includes(null)) return toolArguments;
  const isLeftOut = ([name, value]: readonly [string, unknown]) =>
    value === null && Object.hasOwn(shape, name) && shape[name]?.safeParse(undefined).success === true;
  return Object.fromEntries(Object.entries(toolArguments).filter((entry) => !isLeftOut(entry)));
}
