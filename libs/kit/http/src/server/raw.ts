import { ServerResponse, type IncomingMessage } from 'node:http';

/** What Express requests and Fastify requests have in common. */
export interface AnyRequest {
  readonly headers: IncomingMessage['headers'];
  readonly params?: unknown;
}

/** An Express response is a `ServerResponse`; a Fastify reply holds one, and must be told that it is answered past it. */
export type AnyResponse = ServerResponse | { readonly raw: ServerResponse; hijack(): unknown };

export function rawResponse(response: AnyResponse): ServerResponse {
  return response instanceof ServerResponse ? response : response.raw;
}

/** The plain response, taken out of the framework's hands. */
export function takeResponse(response: AnyResponse): ServerResponse {
  if (!(response instanceof ServerResponse)) response.hijack();
  return rawResponse(response);
}
