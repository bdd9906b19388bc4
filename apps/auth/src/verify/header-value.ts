const PLAIN = /^(?! )[\x20-\x24\x26-\x7e]*$/u;

/** Printable ASCII goes through as it is; the rest, `%` and outer blanks are percent-encoded (RFC 8187 §3.2 signs). */
export function headerValue(text: string): string {
  return PLAIN.test(text) && !text.endsWith(' ') ? text : encoded(text);
}

function encoded(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\x20-\x24\x26-\x7e]/gu, encodeURIComponent)
    .replace(/^ +| +$/gu, (blanks) => '%20'.repeat(blanks.length));
}
