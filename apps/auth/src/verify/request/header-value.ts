const PLAIN = /^(?! )[\x20-\x24\x26-\x7e]*$/u;

/** Printable ASCII goes through as it is; the rest, `%` and outer blanks are percent-encoded (RFC 8187 §3.2 signs). */
export function headerValue(text: string): string {
  return PLAIN.test(text) && !text.endsWith(' ') ? text : encoded(text);
}

function encoded(text: string): string {
  const printable = text.replace(/\p{Surrogate}/gu, '\uFFFD').replace(/[^\x20-\x24\x26-\x7e]/gu, encodeURIComponent);
  // Of what may be trimmed only blanks are left.
  const begun = printable.trimStart();
  const inner = begun.trimEnd();
  return blanks(printable.length - begun.length) + inner + blanks(begun.length - inner.length);
}

function blanks(count: number): string {
  return '%20'.repeat(count);
}
