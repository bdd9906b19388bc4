/** A text as part of a page: a line break in it, wherever it came from, must not begin another entry of that page. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
