import { createHash } from 'node:crypto';

/** The same for the same arguments in any order; what is not given does not count. */
export function hashOf(values: Readonly<Record<string, unknown>>): Buffer {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const canonical = JSON.stringify(given.sort(([one], [other]) => (one < other ? -1 : 1)));
  return createHash('sha256').update(canonical).digest();
}
