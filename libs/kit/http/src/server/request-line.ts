import type { IncomingMessage } from 'node:http';

/**
 * Two `Host` lines are how one server is shown another service than the next one sees (RFC 9112 §3.2); Node would keep
 * the first.
 */
export function hasTwoHosts({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): boolean {
  return rawHeaders.filter((line, index) => index % 2 === 0 && line.toLowerCase() === 'host').length > 1;
}

/** A target with scheme and host in front, as proxies are sent it and every server has to take it (RFC 9112 §3.2.2). */
export function putInOriginForm(request: Pick<IncomingMessage, 'url'>): void {
  const [, target] = /^https?:\/\/[^/?]*(.*)$/iu.exec(request.url ?? '') ?? [];
  if (target !== undefined) request.url = target.startsWith('/') ? target : `/${target}`;
}
