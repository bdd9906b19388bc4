import type { IncomingMessage } from 'node:http';
import { AwsError } from './aws-error.js';
import type { Received } from './received.js';

/** Far above any of these operations: the largest body is a search. */
const BODY_BYTES_MAX = 64 * 1024;

/** Reads a whole request. */
export async function receive(request: IncomingMessage): Promise<Received> {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(',')]);
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: await bodyOf(request),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new AwsError('ValidationException', 'The request body is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
