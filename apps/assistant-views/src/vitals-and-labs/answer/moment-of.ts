/** Milliseconds since 1970 of an ISO 8601 text; `undefined` for what is none. */
export function momentOf(text: string | null | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}
