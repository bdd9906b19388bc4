const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Schemes that run or show something in the browser or the system, or speak to a server, instead of handing over to the app
 * whose own they are. The browser asks whether to open them in our name.
 */
const DANGEROUS_SCHEMES = new Set(
  (
    'about afp blob callto chrome data dav davs facetime feed file filesystem ftp gopher hcp help intent irc ircs ' +
    'jar javascript ldap ldaps livescript magnet mailto market mhtml mms news nfs nntp rdp res resource rtsp ' +
    'search sftp shell sip sips smb sms smsto ssh svn tel telnet tftp urn vbscript view-source vnc webcal ws wss ' +
    'wyciwyg xmpp'
  ).split(' '),
);

/** Of Windows (`ms-msdt:`), of Apple's shop, and those that are laid over another scheme (`git+ssh:`). */
const SYSTEM_SCHEME = /^(?:ms-|search-ms|itms)|\+/u;

/** What a redirect address is, or `undefined` when no client may have it. */
export type RedirectKind = 'https' | 'loopback' | 'private-scheme';

/** RFC 9700 §2.1, RFC 8252 §7: https, plain http on loopback only, or an app's own scheme; nothing ambiguous. */
export function redirectKindOf(uri: string): RedirectKind | undefined {
  if (uri.length > 2000 || !/^[\x21-\x7e]+$/u.test(uri) || /[\\*#"<>^`{|}]/u.test(uri)) return undefined;
  const url = URL.parse(uri);
  if (url === null || url.username !== '' || url.password !== '' || authorityOf(uri).includes('@')) return undefined;
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (isWeb && !namesItsHost(uri, url)) return undefined;
  if (url.protocol === 'https:') return url.hostname.includes('.') || isLoopback(url) ? 'https' : undefined;
  if (url.protocol === 'http:') return isLoopback(url) ? 'loopback' : undefined;
  return isPrivateScheme(url.protocol) ? 'private-scheme' : undefined;
}

export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK_HOSTS.has(hostname);
}

/** The application a consent is for: host for the web, host without the changing port on loopback, else the scheme. */
export function redirectHostOf(uri: string): string {
  const url = new URL(uri);
  if (url.protocol === 'https:') return url.host;
  return url.protocol === 'http:' ? url.hostname : url.protocol;
}

/** RFC 8252 §7.1 asks for a reversed domain name; assistants use a short name such as `cursor:`, so a word is enough. */
function isPrivateScheme(protocol: string): boolean {
  const scheme = protocol.slice(0, -1);
  return scheme.length > 2 && !DANGEROUS_SCHEMES.has(scheme) && !SYSTEM_SCHEME.test(scheme);
}

/**
 * Browsers find a host in `https:a.example` and `https:///a.example`, where RFC 3986 §3.2 has none, and turn `127.1` into
 * another one: an address is taken only if both read the same host, each of whose labels is there.
 */
function namesItsHost(uri: string, { hostname }: URL): boolean {
  const written = authorityOf(uri).replace(/:\d*$/u, '').toLowerCase();
  return written === hostname && !/^\.|\.\.|\.$/u.test(hostname);
}

function authorityOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/iu.exec(uri)?.[1] ?? '';
}
