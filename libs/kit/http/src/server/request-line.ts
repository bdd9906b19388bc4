import type { IncomingMessage } from 'node:http';

const HOST = 'host';

/**
 * Two `Host` lines are how one server is shown another service than the next one sees (RFC 9112 §3.2); Node would keep
 * the first.
 */
export function hasTwoHosts({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): boolean {
  let hosts = 0;
  // On the way of every request, so without a list of its own.
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === HOST.length && name.toLowerCase() === HOST) hosts += 1;
  }
  return hosts > 1;
}

/** A target with scheme and host in front, as proxies are sent it and every server has to take it (RFC 9112 §3.2.2). */
export function putInOriginForm(request: Pick<IncomingMessage, 'url'>): void {
  const [, target] = /^https?:\/\/[^/?]*(.*)$/iu.exec(request.url ?? '') ?? [];
  if (target !== undefined) request.url = target.startsWith('/') ? target : `/${target}`;
}
