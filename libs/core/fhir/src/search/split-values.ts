/** Commas mean "or" unless a backslash stands before them (FHIR R4 search.html#escaping). */
export function splitValues(text: string): readonly string[] {
  return splitAt(text, ',').filter((value) => value !== '');
}

/** `system|code`, still with its escapes resolved. */
export function splitToken(text: string): readonly string[] {
  return splitAt(text, '|').map(unescape);
}

export function unescape(text: string): string {
  return text.replaceAll(/\\([\\,|$])/g, '$1');
}

function splitAt(text: string, separator: ',' | '|'): string[] {
  const parts = [''];
  for (const [piece] of text.matchAll(/\\[^]|[^\\]|\\$/gu)) {
    if (piece === separator) parts.push('');
    else parts.push(`${parts.pop() ?? ''}${piece}`);
  }
  return parts;
}
