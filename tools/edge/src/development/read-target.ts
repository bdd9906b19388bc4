import type { IncomingMessage } from 'node:http';

const ABSOLUTE = /^https?:\/\/([^/?#]*)(.*)$/isu;

/**
 * Leaves one address in the message, as proxies have to: an absolute target overrules `Host` (RFC 9112 §3.2.2). `false` when
 * nobody could say which one is meant, because there are two lines of `Host` (§3.2).
 */
export function readTarget(message: IncomingMessage): boolean {
  const [, host, rest = ''] = ABSOLUTE.exec(message.url ?? '') ?? [];
  if (host !== undefined) {
    message.headers.host = host;
    message.url = rest.startsWith('/') ? rest : `/${rest}`;
  }
  return message.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length < 2;
}
