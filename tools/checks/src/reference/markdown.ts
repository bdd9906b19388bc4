/** A Markdown table; a pipe inside a cell would end it, so it is escaped. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A generated page says so, and how to make it anew. */
export function page(title: string, intro: string, body: string): string {
  return `# ${title}\n\n${intro}\n\nThis page is generated from the code by \`npm run docs:generate\`; a spec keeps the two equal.\n\n${body}\n`;
}

export function code(text: string): string {
  return `\`${text}\``;
}
