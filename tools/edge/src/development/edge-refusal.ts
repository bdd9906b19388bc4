import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** An answer of the edge itself. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** As it is; else made of the two below. */
  readonly body?: string;
  readonly error?: string;
  readonly description?: string;
}

export function writeRefusal(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, headersOf(refusal));
  response.end(bodyOf(refusal));
}

export function writeRedirect(response: ServerResponse, to: string): void {
  response.writeHead(302, { Location: to, 'Content-Length': '0', 'Cache-Control': 'no-store' }).end();
}

/** A refused handshake is answered in plain HTTP (RFC 6455 §4.2.2). */
export function writeSocketRefusal(socket: Socket, refusal: Refusal): void {
  const headers = { ...headersOf(refusal), Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const { status } = refusal;
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${bodyOf(refusal)}`);
}

function headersOf(refusal: Refusal): Record<string, string> {
  const length = String(Buffer.byteLength(bodyOf(refusal)));
  return {
    'Content-Type': 'application/json',
    ...refusal.headers,
    'Content-Length': length,
    'Cache-Control': 'no-store',
  };
}

function bodyOf({ body, error = '', description = '' }: Refusal): string {
  return body ?? (error === '' ? '' : JSON.stringify({ error, error_description: description }));
}
