import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Whose pages may read what the facade answers (SMART App Launch 2.2, app-launch.html#considerations-for-cross-origin-resource-sharing-cors-support):
 * the documents everybody's, all else those of the origins that are named. Tokens are in a header and no cookies are
 * involved, so a page of another origin can do nothing that it could not do from its own server: it is not answered less,
 * only its browser keeps the answer from it.
 */
export class FhirCors {
  private readonly origins: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.origins = new Set(origins);
  }

  /** To be called first: what goes wrong later is to be readable too. */
  letRead({ headers: { origin } }: IncomingMessage, response: ServerResponse): void {
    response.setHeader('vary', 'Accept, Accept-Encoding, Authorization, Origin');
    if (origin !== undefined && this.origins.has(origin)) letRead(response, origin);
  }

  letEverybodyRead(response: ServerResponse): void {
    letRead(response, '*');
  }

  /** Answers a preflight (Fetch §4.8) of whoever may read; says whether it was one. */
  answeredPreflight({ method, headers }: IncomingMessage, response: ServerResponse, allowed: string): boolean {
    const isPreflight = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
    if (!isPreflight || !response.hasHeader('access-control-allow-origin')) return false;
    response.writeHead(204, {
      'access-control-allow-methods': allowed,
      // The star means all but this one.
      'access-control-allow-headers': 'Authorization, *',
      'access-control-max-age': '600',
    });
    response.end();
    return true;
  }
}

function letRead(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', '*');
}
