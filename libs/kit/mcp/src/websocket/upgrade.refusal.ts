import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { statusOfKind } from '@caregate/kit-http';
import { refusalBody, type Refusal } from '../http/http.refusal.js';

/** Before the upgrade a WebSocket is an HTTP request, and is turned away as one (RFC 6455 §4.2.2). */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const body = refusalBody(refusal);
  const status = statusOfKind(refusal.error.kind);
  const headers = {
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...refusal.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n'));
}
