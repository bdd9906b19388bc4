import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { DomainError } from '@caregate/core-errors';
import { problemOf } from '../problem/problem-of.js';

/** Where the fault is not simply that this is no HTTP. */
const faults = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'request.too_large' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, code: 'request.too_large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'service.timeout' },
} as const;

const noHttp = { status: 400, code: 'request.invalid' } as const;

/**
 * What Node's parser does not take reaches no route and no filter; here it is refused with a problem all the same. Nothing
 * is said that would be read as the answer to an earlier request, as a part of one, or as a second one.
 */
export function refuseUnparsed(server: Server): void {
  const answers = new WeakMap<Socket, ServerResponse>();
  server.on('request', (request, response) => answers.set(request.socket, response));
  server.removeAllListeners('clientError');
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (socket.writable && isFree(answers.get(socket))) socket.write(refusal(error.code));
    socket.destroySoon();
  });
}

/** The fault is in the body of the last request, or after it. */
function isFree(last: ServerResponse | undefined): boolean {
  if (last === undefined) return true;
  return last.req.complete ? last.writableFinished : !last.headersSent;
}

function refusal(code = ''): string {
  const fault = code in faults ? faults[code as keyof typeof faults] : noHttp;
  const requestId = randomUUID();
  const body = JSON.stringify({ ...problemOf(new DomainError(fault.code), requestId), status: fault.status });
  const head = [
    `HTTP/1.1 ${fault.status} ${STATUS_CODES[fault.status]}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
