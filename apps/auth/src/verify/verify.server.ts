import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { portOf } from '@caregate/kit-http';
import type { Logger } from '@caregate/kit-http';

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
}

/** Answers what is asked at one address of the internal port. */
export interface InternalDoor {
  handle(request: IncomingMessage, response: ServerResponse): void;
}

export interface InternalDoors {
  readonly verify: InternalDoor;
  /** Where Orthanc's plugin asks (`WebServiceTokenValidationUrl`); absent where no archive is configured. */
  readonly orthanc?: InternalDoor | undefined;
}

interface Address {
  readonly door: InternalDoor;
  readonly methods: ReadonlySet<string>;
}

/** Edges keep connections; Traefik's idle limit is 90 s, and the side that closes first loses no request. */
const KEEP_ALIVE_MILLISECONDS = 95_000;

/** As much as an edge lets through (nginx with our configuration: four times 16k), and what it adds. */
const HEADERS_BYTES_MAX = 80 * 1024;

/** The internal listener: these questions and nothing else, on no port that strangers reach. */
export class VerifyServer {
  private readonly server: Server;
  private readonly addresses: ReadonlyMap<string, Address>;

  constructor(
    { verify, orthanc }: InternalDoors,
    private readonly logger: Pick<Logger, 'error'>,
  ) {
    this.addresses = new Map<string, Address>([
      ['/verify', { door: verify, methods: new Set(['GET', 'POST', 'HEAD', 'OPTIONS']) }],
      ...(orthanc === undefined
        ? []
        : [['/orthanc/authorize', { door: orthanc, methods: new Set(['POST']) }] as const]),
    ]);
    const options = { keepAliveTimeout: KEEP_ALIVE_MILLISECONDS, noDelay: true, maxHeaderSize: HEADERS_BYTES_MAX };
    this.server = createServer(options, (request, response) => this.serve(request, response));
  }

  async listen({ host, port }: ListenOptions): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    return portOf(this.server);
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
    const address = this.addresses.get(pathOf(request));
    if (address === undefined) return answer(response, 404);
    if (!address.methods.has(request.method ?? '')) return answer(response, 405);
    try {
      address.door.handle(request, response);
    } catch (error) {
      // A fault of ours must neither let anybody in nor end the process.
      this.logger.error({ err: error }, 'a question failed unforeseen');
      answer(response, 503);
    }
  }
}

/** An edge may ask with the query of the request that it asks about, as Caddy does; what counts stands in headers. */
function pathOf({ url = '' }: IncomingMessage): string {
  const mark = url.indexOf('?');
  return mark === -1 ? url : url.slice(0, mark);
}

function answer(response: ServerResponse, status: 404 | 405 | 503): void {
  response.writeHead(status, { 'Content-Length': '0', 'Cache-Control': 'no-store' });
  response.end();
}
