/** Whether a name is in a text as whole words: nystatin is no statin. */
export function says(text: string, name: string): boolean {
  return ` ${text} `.includes(` ${name} `);
}

/** Lower-case words without accents. Sulfur is written with ph in older British names. */
export function normal(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .replaceAll('sulph', 'sulf')
    .trim();
}
