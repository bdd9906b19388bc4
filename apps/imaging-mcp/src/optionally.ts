import { z } from 'zod';

/** A parameter that may be left out. Programs in Python say null for it, which the schema does not offer to others. */
export function optionally<T extends z.ZodType>(schema: T) {
  return z.preprocess((given) => given ?? undefined, schema.optional()).optional();
}
