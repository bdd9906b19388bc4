import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { NodeIncomingMessageLike } from '@modelcontextprotocol/node';

/** The request, to be read once more by the SDK: its body has been read already. */
export function replayed({ method = '', url, headers }: IncomingMessage, raw: Buffer): NodeIncomingMessageLike {
  return {
    method: unfetchable.has(method) ? 'PUT' : method,
    ...(url !== undefined && { url }),
    headers: withListedTypes(headers),
    async *[Symbol.asyncIterator]() {
      if (raw.length > 0) yield raw;
    },
  };
}

/** The SDK makes a `Request` of it, which cannot have these methods (Fetch §2.2.1); it refuses all others like `PUT`. */
const unfetchable = new Set(['CONNECT', 'TRACE', 'TRACK']);

const listed = ['application/json', 'text/event-stream'] as const;

/** The SDK looks for both types by their letters; a client may accept them in other words (RFC 9110 §12.5.1). */
function withListedTypes(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const ranges = (headers.accept ?? '').split(',').map((range) => range.trim().toLowerCase());
  const accepts = (type: string) =>
    ranges.some((range) => {
      const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
      const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
      return !isRefused && (name === type || name === '*/*' || name === `${type.split('/')[0]}/*`);
    });
  return listed.every(accepts) ? { ...headers, accept: listed.join(', ') } : headers;
}
