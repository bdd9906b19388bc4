import { types } from 'node:util';

/** SQLSTATE character_not_in_repertoire and untranslatable_character (PostgreSQL, appendix A), the latter for JSON. */
const SQL_STATES: ReadonlySet<string> = new Set(['22021', '22P05']);

/** Whether a query failed because it held U+0000, which no text of PostgreSQL can: only a caller may have sent that. */
export function isTextRefused(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  return 'code' in error && typeof error.code === 'string' && SQL_STATES.has(error.code);
}
