import type { ServerResponse } from 'node:http';
import { SERVER_INFO_META_KEY } from '@modelcontextprotocol/server';
import type { CallOutcome } from '../../pipeline/call.outcome.js';
import type { McpIdentity } from '../../sdk/mcp.identity.js';
import { directMessage } from './direct.message.js';
import type { PlainCall } from './plain.call.js';

/**
 * Answers a plain `tools/call` in the very bytes of the SDK, without building an SDK server for it.
 * A differential spec holds the two together.
 */
export class DirectLane {
  private readonly modernTail: Readonly<Record<string, unknown>>;

  constructor({ name, version }: McpIdentity) {
    this.modernTail = { resultType: 'complete', _meta: { [SERVER_INFO_META_KEY]: { name, version } } };
  }

  send(response: ServerResponse, plain: PlainCall, outcome: CallOutcome): void {
    const body = JSON.stringify(directMessage(plain, outcome, plain.era === 'modern' ? this.modernTail : undefined));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
    });
    response.end(body);
  }
}
