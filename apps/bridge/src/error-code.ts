/** The code of an error of the operating system (errno(3)), wherever in the process it was made; empty for others. */
export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
