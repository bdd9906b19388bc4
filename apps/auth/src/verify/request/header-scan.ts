/** What `/verify` reads of a request, by its name in lower case. Everything else is not looked at. */
export const readHeaders = [
  'authorization',
  'cookie',
  'origin',
  'accept',
  'x-forwarded-method',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-uri',
  'x-forwarded-for',
  'x-original-url',
  'x-original-method',
  'x-http-method-override',
  'x-requested-with',
  'sec-fetch-site',
  'sec-fetch-mode',
  'sec-websocket-key',
  'access-control-request-method',
] as const;

export type ReadHeader = (typeof readHeaders)[number];
export type Headers = Partial<Record<ReadHeader, string>>;

/** The headers also where they cannot all be believed: whoever is refused is refused in the words of their edge. */
export type HeaderScan =
  | { readonly readable: true; readonly headers: Headers }
  | { readonly readable: false; readonly headers: Headers; readonly because: string };

/** A second line of these is how one server is shown another request than the next one sees. */
const single = new Set<string>(readHeaders.filter((name) => name !== 'accept' && name !== 'x-forwarded-for'));

/** By both spellings that edges use, so that only odd ones have to be put into lower case. */
const known: ReadonlyMap<string, ReadHeader> = new Map(
  readHeaders.flatMap((name) => [[name, name] as const, [capitalized(name), name] as const]),
);
const usual: ReadonlySet<string> = new Set(
  ['host', 'user-agent', 'connection', 'accept-encoding', 'accept-language', 'content-length', 'content-type']
    .concat(['referer', 'cache-control', 'pragma', 'sec-fetch-dest', 'sec-fetch-user', 'x-forwarded-port', 'x-real-ip'])
    .flatMap((name) => [name, capitalized(name)]),
);

/** Names that servers with CGI manners fold into ours: `X_User_Id` reads as `X-User-Id` there (CVE-2025-64484). */
const twinPrefixes = ['x_', 'x-', 'authorization', 'cookie', 'origin', 'sec_', 'sec-'];

/**
 * Reads the header lines as they came, before Node joins or drops duplicates.
 * `Forwarded` (RFC 7239) is refused, as no edge here writes it and some upstreams believe it.
 */
export function scanHeaders(lines: readonly string[]): HeaderScan {
  const headers: Headers = {};
  let because: string | undefined;
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const line = lines[index] ?? '';
    if (usual.has(line)) continue;
    const name = known.get(line) ?? nameOf(line);
    if (name === undefined) continue;
    if (name === 'forwarded') because ??= 'forwarded header';
    else if (name === 'twin') because ??= 'underscore twin';
    else if (headers[name] !== undefined && single.has(name)) because ??= `duplicate ${name}`;
    else headers[name] = lines[index + 1] ?? '';
  }
  return because === undefined ? { readable: true, headers } : { readable: false, headers, because };
}

/** What a line of unusual spelling is to us. */
function nameOf(line: string): ReadHeader | 'forwarded' | 'twin' | undefined {
  const name = line.toLowerCase();
  if (name === 'forwarded') return name;
  if (name.includes('_') && twinPrefixes.some((prefix) => name.startsWith(prefix))) return 'twin';
  return known.get(name);
}

function capitalized(name: string): string {
  return name.replace(/(?:^|-)[a-z]/gu, (letter) => letter.toUpperCase());
}
