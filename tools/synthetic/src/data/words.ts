/** A list written as words, so that a table of three hundred names stays a screen long. `_` stands for a space. */
export function words(text: string): readonly string[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => word.replaceAll('_', ' '));
}
