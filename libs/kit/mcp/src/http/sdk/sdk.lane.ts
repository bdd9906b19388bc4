import type { IncomingMessage, ServerResponse } from 'node:http';
import { statusOfKind } from '@caregate/kit-http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, type McpHandlerRequestOptions, type McpHttpHandler } from '@modelcontextprotocol/server';
import type { CallOrigin } from '../../pipeline/call.origin.js';
import type { ScopeRefused } from '../../pipeline/call.outcome.js';
import { faultOf } from '../../pipeline/fault.js';
import type { LoggerPort } from '../../ports/logger.port.js';
import type { AnsweringParts } from '../../sdk/answers.js';
import type { SdkServerFactory } from '../../sdk/sdk-server.factory.js';
import type { BearerChallenge } from '../bearer.challenge.js';
import { Exchanges, type Exchange } from './exchange.js';
import { refusalBody } from '../http.refusal.js';
import { peeked } from './peeked.response.js';
import { replayed } from './replayed.request.js';
import { unbound } from './unbound.response.js';
import type { RequestBody } from '../threshold/request.body.js';
import { scopeRefusal } from '../scope.refusal.js';

export interface SdkLaneOptions extends AnsweringParts {
  readonly servers: SdkServerFactory;
  readonly challenge: BearerChallenge;
  readonly logger: LoggerPort;
  readonly bodyBytesMax: number;
}

/** Everything of both protocol eras that is not a plain `tools/call`: the SDK answers it, one server per request. */
export class SdkLane {
  private readonly exchanges: Exchanges;
  private readonly handler: McpHttpHandler;
  private readonly node: ReturnType<typeof toNodeHandler>;

  constructor(private readonly options: SdkLaneOptions) {
    const onerror = (error: Error): void => options.logger.info(faultOf(error), 'the SDK turned a request away');
    this.exchanges = new Exchanges(options);
    const build = ({ era }: { readonly era: CallOrigin['era'] }) => options.servers.build(this.exchanges.answers(era));
    this.handler = createMcpHandler(build, {
      onerror,
      maxRequestBodySize: options.bodyBytesMax,
    });
    this.node = toNodeHandler({ fetch: (request, given) => this.answer(request, given) }, { onerror });
  }

  handle(request: IncomingMessage, response: ServerResponse, body: RequestBody, exchange: Exchange): Promise<void> {
    return this.exchanges.run(exchange, () => this.node(replayed(request, body.raw), response, body.parsed));
  }

  close(): Promise<void> {
    return this.handler.close();
  }

  private async answer(request: Request, given: McpHandlerRequestOptions | undefined): Promise<Response> {
    const response = unbound(await this.handler.fetch(request, given));
    const exchange = this.exchanges.current;
    if (exchange === undefined || exchange.isBatch || exchange.origin.token === undefined) return response;
    // A 2025-era answer is a stream whose head would leave before the call has been decided.
    const decided = await peeked(response);
    return exchange.scopeRefused === undefined ? decided : this.challenged(decided, exchange.scopeRefused, exchange.id);
  }

  private async challenged(response: Response, refused: ScopeRefused, id: Exchange['id']): Promise<Response> {
    await response.body?.cancel();
    const refusal = scopeRefusal(this.options.challenge, refused, id);
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', ...refusal.headers };
    return new Response(refusalBody(refusal), { status: statusOfKind(refusal.error.kind), headers });
  }
}
