import { isWholeText } from '@caregate/data-models';

/** PostgreSQL parses `jsonb` on a stack, and so do readers of what was sent. */
const DEPTH_MAX = 100;

/**
 * Whether PostgreSQL can keep it: text without U+0000 and without halves of characters (PostgreSQL 18, §8.14), and numbers
 * that JSON has a word for, which `1e400` is no more once it has been read.
 */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return !value.includes('\0') && isWholeText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= DEPTH_MAX) return false;
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth + 1));
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item, depth + 1));
}
