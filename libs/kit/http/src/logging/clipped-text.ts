const CHARACTERS_MAX = 2000;

/** As much of a text as one field of a line has room for. */
export function clippedText(text: string): string {
  return text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX)}…` : text;
}
