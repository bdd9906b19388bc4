import type { IncomingMessage } from 'node:http';
import type { NodeIncomingMessageLike } from '@modelcontextprotocol/node';

/** The request, to be read once more by the SDK: its body has been read already. */
export function replayed({ method, url, headers }: IncomingMessage, raw: Buffer): NodeIncomingMessageLike {
  return {
    ...(method !== undefined && { method }),
    ...(url !== undefined && { url }),
    headers,
    async *[Symbol.asyncIterator]() {
      if (raw.length > 0) yield raw;
    },
  };
}
