import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '@caregate/kit-http';
import type { VerifyHandler } from './verify-handler.js';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

const METHODS = new Set(['GET', 'POST', 'HEAD', 'OPTIONS']);

/** Edges keep connections; Traefik's idle limit is 90 s, and the side that closes first loses no request. */
const KEEP_ALIVE_MILLISECONDS = 95_000;

/** The internal listener: `/verify` and nothing else, on no port that strangers reach. */
export class VerifyServer {
  private readonly server: Server;

  constructor(
    private readonly handler: VerifyHandler,
    private readonly logger: Pick<Logger, 'error'>,
  ) {
    this.server = createServer({ keepAliveTimeout: KEEP_ALIVE_MILLISECONDS, noDelay: true }, (request, response) =>
      this.serve(request, response),
    );
  }

  async listen({ host, port }: ListenOptions): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
      setTimeout(() => this.server.closeAllConnections(), 3000).unref();
    });
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    if (request.url !== '/verify') return answer(response, 404);
    if (!METHODS.has(request.method ?? '')) return answer(response, 405);
    try {
      this.handler.handle(request, response);
    } catch (error) {
      // A fault of ours must neither let anybody in nor end the process.
      this.logger.error({ err: error }, '/verify failed unforeseen');
      answer(response, 503);
    }
  }
}

function answer(response: ServerResponse, status: 404 | 405 | 503): void {
  response.writeHead(status, { 'Content-Length': '0', 'Cache-Control': 'no-store' });
  response.end();
}
