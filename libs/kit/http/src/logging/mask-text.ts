const MASK = '[masked]';

/** Each pattern with a cheap sign of its presence, because this runs for every line. None crosses a quote of the JSON. */
const secrets: readonly (readonly [sign: string, pattern: RegExp, replacement: string])[] = [
  // RFC 7519 §3: a JOSE header is base64url of `{"…`, hence `ey`; JWE has five parts (RFC 7516 §3).
  ['ey', /\bey[\w-]{8,}(?:\.[\w-]*){1,4}/g, MASK],
  ['earer', /\b(bearer)\s+[\w.~+/=-]{4,}/gi, `$1 ${MASK}`],
  ['asic', /\b(basic)\s+[A-Za-z0-9+/=]{8,}/gi, `$1 ${MASK}`],
  // API keys of machine clients, and tokens of agents.
  ['cg', /\bcg[ak]_[\w-]{8,}/g, MASK],
  ['://', /:\/\/[^\s/"\\]*@/g, `://${MASK}@`],
  ['?', /\?[^\s?"\\]*=[^\s"\\]*/g, `?${MASK}`],
  ['PRIVATE KEY', /-----BEGIN [A-Z ]*PRIVATE KEY-----[^"]*/g, MASK],
];

/** The last look at a line before it is written: whatever its field, a token or a query string does not get out. */
export function maskText(line: string): string {
  let masked = line;
  for (const [sign, pattern, replacement] of secrets)
    if (masked.includes(sign)) masked = masked.replace(pattern, replacement);
  return masked;
}
