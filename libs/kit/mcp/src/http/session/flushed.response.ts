import type { ServerResponse } from 'node:http';
import type { NodeServerResponseLike } from '@modelcontextprotocol/node';

/** What no client takes for an event (WHATWG HTML §9.2.6). */
const COMMENT = ':\n\n';

/**
 * Sends the head of an answer by itself. Node keeps it back until the first byte of the body, which on a listening stream
 * may be long in coming, and clients wait for the head. So does nginx over HTTP/2, whatever it was sent: hence the comment.
 */
export function flushed(response: ServerResponse): NodeServerResponseLike {
  return {
    writeHead: (status, headers) => {
      response.writeHead(status, headers);
      if (status === 200) response.write(COMMENT);
      else response.flushHeaders();
    },
    write: (chunk) => response.write(chunk),
    end: (chunk) => response.end(chunk),
    on: (event, listener) => response.on(event, listener),
    get destroyed() {
      return response.destroyed;
    },
  };
}
