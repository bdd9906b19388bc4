import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { createInterface } from 'node:readline';
import type { McpHost } from '@caregate/kit-mcp';
import { WebSocket } from 'ws';

type Input = Readonly<Record<string, unknown>>;

/** What a caller learns of a call, whichever way it came. */
export interface WayAnswer {
  readonly status: number;
  /** Of the error catalogue; empty when the call went through. */
  readonly code: string;
  readonly message: string;
}

/** One transport, in the words of its own clients. */
export interface WayIn {
  /** Without a token of its own where that is empty. */
  call(token: string, tool: string, input: Input): Promise<WayAnswer>;
  close(): Promise<void>;
}

const accept = 'application/json, text/event-stream';
const modern = { version: '2026-07-28', meta: 'io.modelcontextprotocol/' };

export const waysIn: Readonly<Record<string, (url: string, host: McpHost) => Promise<WayIn>>> = {
  'Streamable HTTP of 2025-11-25': async (url) =>
    overHttp(`${url}/mcp`, { accept, 'mcp-protocol-version': '2025-11-25' }, (tool, input) => callOf(1, tool, input)),
  'Streamable HTTP of 2026-07-28': async (url) =>
    overHttp(`${url}/mcp`, { accept, 'mcp-protocol-version': modern.version, 'mcp-method': 'tools/call' }, modernCall),
  'JSON-RPC of version 1': async (url) =>
    overHttp(`${url}/mcp`, { accept: 'application/json' }, (tool, input) => callOf(1, tool, input)),
  '/call of version 1': async (url) =>
    overHttp(`${url}/call`, { accept: 'application/json' }, (tool, input) => ({ tool, arguments: input })),
  'WebSocket with plain frames': (url) => overSocket(url, []),
  'WebSocket with the mcp subprotocol': (url) => overSocket(url, ['mcp']),
  stdio: async (_url, host) => overStdio(host),
};

function modernCall(tool: string, input: Input): object {
  const _meta = { [`${modern.meta}protocolVersion`]: modern.version, [`${modern.meta}clientCapabilities`]: {} };
  return { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: tool, arguments: input, _meta } };
}

function callOf(id: number, name: string, input: Input): object {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: input } };
}

function overHttp(
  url: string,
  headers: Readonly<Record<string, string>>,
  bodyOf: (tool: string, input: Input) => object,
): WayIn {
  return {
    call: async (token, tool, input) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== '' && { authorization: `Bearer ${token}` }),
          ...headers,
          ...('mcp-method' in headers && { 'mcp-name': tool }),
        },
        body: JSON.stringify(bodyOf(tool, input)),
      });
      return answerIn(response.status, JSON.parse(await response.text()));
    },
    close: async () => undefined,
  };
}

async function overSocket(url: string, protocols: string[]): Promise<WayIn> {
  const socket = new WebSocket(url.replace('http', 'ws'), protocols);
  await once(socket, 'open');
  const frames = new Frames((text) => socket.send(text));
  socket.on('message', (data: Buffer) => frames.hear(data.toString()));
  if (protocols.includes('mcp')) await frames.shakeHands();
  return {
    call: (token, tool, input) => frames.call(token, tool, input),
    close: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

async function overStdio(host: McpHost): Promise<WayIn> {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()];
  const served = host.serveStdio({ stdin, stdout });
  const frames = new Frames((text) => stdin.write(`${text}\n`));
  createInterface({ input: stdout }).on('line', (line) => frames.hear(line));
  await frames.shakeHands();
  return {
    call: (token, tool, input) => frames.call(token, tool, input),
    close: async () => {
      stdin.end();
      await served;
    },
  };
}

/** Messages of which many are under way at once; each call brings its own token, as many callers share the line. */
class Frames {
  private readonly waiting = new Map<number, (message: unknown) => void>();
  private id = 0;

  constructor(private readonly send: (text: string) => void) {}

  hear(text: string): void {
    const message = JSON.parse(text);
    this.waiting.get(message.id)?.(message);
    this.waiting.delete(message.id);
  }

  async call(token: string, tool: string, input: Input): Promise<WayAnswer> {
    return answerIn(200, await this.ask(callOf(0, tool, { ...input, ...(token !== '' && { access_token: token }) })));
  }

  async shakeHands(): Promise<void> {
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'spec', version: '1' } };
    await this.ask({ jsonrpc: '2.0', method: 'initialize', params });
    this.send(JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' }));
  }

  private ask(message: object): Promise<unknown> {
    const id = (this.id += 1);
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.send(JSON.stringify({ ...message, id }));
    });
  }
}

function answerIn(status: number, body: unknown): WayAnswer {
  const { result, error } = Object(body);
  if (error !== undefined) return { status, code: String(error.data?.code ?? error.code), message: error.message };
  const { code = '', message = '' } = result.isError === true ? JSON.parse(result.content[0].text) : {};
  return { status, code, message };
}
