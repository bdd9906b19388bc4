import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Text of a GET without a body, made before the clock runs. */
export function requestText(url: URL, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ host: url.host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${url.pathname} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/**
 * The least HTTP/1.1 client that keeps its connection: a whole client costs more for a request than what is measured
 * costs to answer it, and would then be what is measured.
 */
export class RawClient {
  private received = '';
  private settle: ((status: number) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.on('close', () => this.settle?.(0));
  }

  static async open(url: URL): Promise<RawClient> {
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** The status; 0 when the server closed the connection instead. */
  send(text: string): Promise<number> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.socket.write(text);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: string): void {
    this.received += chunk;
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd === -1 || !this.hasBody(headEnd + 4)) return;
    const status = Number(this.received.slice(9, 12));
    this.received = '';
    this.settle?.(status);
  }

  private hasBody(from: number): boolean {
    const head = this.received.slice(0, from);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length !== undefined) return this.received.length >= from + Number(length);
    return !/\r\ntransfer-encoding: chunked/i.test(head) || this.received.endsWith('0\r\n\r\n');
  }
}
