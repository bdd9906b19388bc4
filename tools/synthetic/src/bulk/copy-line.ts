/** A row in PostgreSQL's COPY text format. No name or word of ours needs its escapes, so a stranger is an error. */
export function copyLine(values: readonly (string | number | null)[]): string {
  const line = values.map((value) => value ?? '\\N').join('\t');
  if (/[\n\r]/.test(line)) throw new RangeError('A value breaks the line.');
  return `${line}\n`;
}
