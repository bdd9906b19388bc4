import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Text of a request, a POST where there is a body; can be made before the clock runs. */
export function requestText(url: URL, headers: Readonly<Record<string, string>>, body = ''): string {
  const all = { host: url.host, ...headers, ...(body !== '' && { 'content-length': `${Buffer.byteLength(body)}` }) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${body === '' ? 'GET' : 'POST'} ${url.pathname} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** `status` is 0 when the server closed the connection instead; `text` is the whole answer as it came, head and all. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * The least HTTP/1.1 client that keeps its connection: a whole client costs more for a request than what is measured
 * costs to answer it, and would then be what is measured.
 */
export class RawClient {
  private received = '';
  private settle: ((answer: RawAnswer) => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (chunk: string) => this.take(chunk));
    socket.on('close', () => this.settle?.({ status: 0, text: this.received }));
  }

  static async open(url: URL): Promise<RawClient> {
    const socket = connect(Number(url.port), url.hostname);
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  send(text: string): Promise<RawAnswer> {
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
    const text = this.received;
    this.received = '';
    this.settle?.({ status: Number(text.slice(9, 12)), text });
  }

  private hasBody(from: number): boolean {
    const head = this.received.slice(0, from);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length !== undefined) return this.received.length >= from + Number(length);
    return !/\r\ntransfer-encoding: chunked/i.test(head) || this.received.endsWith('0\r\n\r\n');
  }
}
