import type { IncomingMessage } from 'node:http';
import { isJSONRPCRequest, type RequestId } from '@modelcontextprotocol/server';
import { readJson } from './read-json.js';

/** What is read of a request that is turned away before anybody looked at its body. */
const REFUSED_BYTES_MAX = 64 * 1024;

/** The JSON of a request's body, read once, when somebody wants it. */
export class RequestJson {
  private reading: Promise<unknown> | undefined;

  constructor(
    private readonly request: IncomingMessage,
    private readonly bytesMax: number,
  ) {}

  get(): Promise<unknown> {
    this.reading ??= this.request.method === 'POST' ? readJson(this.request, this.bytesMax) : Promise.resolve();
    return this.reading;
  }

  /** The id that its error has to carry, null where there is none to be found (JSON-RPC 2.0 §5). Never rejects. */
  async id(): Promise<RequestId | null> {
    if (this.request.method !== 'POST') return null;
    const body = await (this.reading ?? readJson(this.request, REFUSED_BYTES_MAX)).catch(() => undefined);
    return isJSONRPCRequest(body) ? body.id : null;
  }
}
