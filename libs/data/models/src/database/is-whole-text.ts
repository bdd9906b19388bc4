/** Half of a surrogate pair: JSON can say it, but it is no character (RFC 7493 §2.1). */
const HALF_A_CHARACTER = /\p{Surrogate}/u;

/** Whether a text is made of characters only: what is none, PostgreSQL refuses in JSON, and keeps as another elsewhere. */
export function isWholeText(text: string): boolean {
  return !HALF_A_CHARACTER.test(text);
}
