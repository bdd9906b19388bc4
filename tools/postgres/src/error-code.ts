/** The `code` of a system error. Not asked by class: specs run in a realm whose `Error` is not that of Node's core. */
export function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
