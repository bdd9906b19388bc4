import { z } from 'zod';

/** Minimum necessary: the caller names what it needs of each entry. `shape` is that of one entry. */
export function fieldsInput<S extends z.ZodRawShape>(shape: S) {
  const names = Object.keys(shape);
  return z
    .array(z.enum(names as [string, ...string[]]))
    .min(1)
    .max(names.length)
    .optional()
    .describe('Only these parts of each entry; all of them when left out');
}

/** Whatever `fields` does not name is left out. */
export function onlyFields<T extends object>(entry: T, fields: readonly string[] | undefined): Partial<T> {
  if (fields === undefined) return entry;
  const kept = Object.entries(entry).filter(([name]) => fields.includes(name));
  // A subset of the properties of `T`.
  return Object.fromEntries(kept) as Partial<T>;
}
