import { z } from 'zod';

/**
 * `null` where clients of the older EHR server expect it. Assistants' hosts drop a tool or cut its schema at a union of
 * types, so the JSON Schema says it in words only; the value is checked all the same.
 */
export function orNull<T extends z.ZodType>(schema: T, description: string): z.ZodType<z.output<T> | null> {
  const checked = z
    .unknown()
    .refine((value) => value === null || schema.safeParse(value).success)
    .describe(`${description}; null when not recorded`);
  // The refinement above has established what the type says.
  return checked as z.ZodType<z.output<T> | null>;
}
