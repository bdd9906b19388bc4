/** The code that PostgreSQL gave an error, however it was wrapped on its way; `undefined` where it was not PostgreSQL's. */
export function sqlStateOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string' && SQLSTATE.test(error.code)) return error.code;
  return 'cause' in error ? sqlStateOf(error.cause) : undefined;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;
