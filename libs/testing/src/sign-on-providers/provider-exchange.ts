import type { IncomingHttpHeaders } from 'node:http';

/** A request as the endpoints of a provider see it: path and query below the provider's own address. */
export interface ProviderRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Undefined when there is nothing at that path. */
export type Endpoints = (request: ProviderRequest) => Promise<ProviderAnswer | undefined> | ProviderAnswer | undefined;

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): ProviderAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

export function html(status: number, body: string): ProviderAnswer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body };
}

export function redirect(to: string, parameters: Readonly<Record<string, string | undefined>>): ProviderAnswer {
  const url = new URL(to);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return { status: 302, headers: { location: url.href, 'cache-control': 'no-store' }, body: '' };
}

/** RFC 6750 §2.1. GitHub takes the word `token` too. */
export function bearerOf({ headers }: ProviderRequest): string | undefined {
  return /^(?:bearer|token) (\S+)$/iu.exec(headers.authorization ?? '')?.[1];
}
