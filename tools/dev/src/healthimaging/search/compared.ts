/** Below nought when a comes first, above when b does. */
export function compared(a: number | string, b: number | string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
