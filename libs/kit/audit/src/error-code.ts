/** The code of an error of the system (ENOENT) or of PostgreSQL (SQLSTATE; TypeORM copies it when it wraps). */
export function errorCodeOf(error: unknown): string | undefined {
  // Not `instanceof`: errors of Node's own modules come from another realm when a test runner isolates ours.
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
