import { randomBytes } from 'node:crypto';

/** Identifiers as the older EHR server gave them: a prefix and six upper-case hexadecimal digits. */
function shortId(prefix: 'MRN' | 'APT' | 'MED' | 'LAB'): string {
  return `${prefix}${randomBytes(3).toString('hex').toUpperCase()}`;
}

const ATTEMPTS = 8;

/** Six digits are few: `insert` answers nothing when the identifier is taken, and is asked again with another. */
export async function withShortId<T>(
  prefix: Parameters<typeof shortId>[0],
  insert: (id: string) => Promise<readonly T[]>,
): Promise<T> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [row] = await insert(shortId(prefix));
    if (row !== undefined) return row;
  }
  throw new Error(`No free identifier ${prefix} was found.`);
}
