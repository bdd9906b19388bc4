const PLAIN = /^\/[\w\-.~!$&'()*+,=:@/%]*$/u;
const QUERY = /^[\x21\x22\x24-\x7e]*$/u;
const ESCAPE = /%(.{0,2})/gu;
const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/u;

/** What an escape may never stand for in a path: separators and signs that a later server could act on. */
const MEANINGFUL = new Set(['/', '\\', '%', '?', '#', ';']);

/**
 * The path of a request target, or `undefined` when two servers could understand it differently: encoded separators,
 * dot segments, needlessly encoded letters, path parameters, empty segments, raw signs that no URI has (RFC 3986 §6.2.2).
 */
export function pathOf(target: string): string | undefined {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  if (!PLAIN.test(path) || path.includes('//') || (path.includes('/.') && DOT_SEGMENT.test(path))) return undefined;
  if (mark !== -1 && !QUERY.test(target.slice(mark + 1))) return undefined;
  return path.includes('%') && !hasHarmlessEscapes(path) ? undefined : path;
}

function hasHarmlessEscapes(path: string): boolean {
  return [...path.matchAll(ESCAPE)].every(([, digits = '']) => isHarmless(digits)) && isUtf8(path);
}

/** Overlong and broken sequences such as `%C0%AF` are a slash to lenient decoders (RFC 3629 §10). */
function isUtf8(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** Of what is no escape at all no code of a sign comes out. */
function isHarmless(digits: string): boolean {
  const code = Number.parseInt(digits, 16);
  if (code > 0x7f) return true;
  const sign = String.fromCharCode(code);
  return code >= 0x20 && code !== 0x7f && !MEANINGFUL.has(sign) && !/[\w\-.~]/u.test(sign);
}
