import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@caregate/kit-http';
import type { IntrospectionLane } from './introspection-lane.js';
import type { KnownClients } from './known-clients.js';
import { laneQuestionOf, mayBeForLane, type LaneQuestion } from './lane-question.js';
import { peekedBody } from './peeked-body.js';
import type { TokenLane } from './token-lane.js';

/** Who answers OAuth requests. */
export interface OAuthAnswerer {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface DirectLaneOptions {
  readonly library: OAuthAnswerer;
  readonly clients: Pick<KnownClients, 'authenticated'>;
  readonly token: Pick<TokenLane, 'answer'>;
  readonly introspection: Pick<IntrospectionLane, 'answer'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/**
 * Says yes to the two plainest requests of machines without the library: a token for themselves, and what a signed token
 * says. It never says no: whatever it would not grant goes to the library as it came, which judges it from the beginning.
 * A differential spec holds the two together.
 */
export class DirectLane implements OAuthAnswerer {
  constructor(private readonly options: DirectLaneOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.answerTo(request, response);
    if (answer === undefined) return this.options.library.handle(request, response);
    send(response, JSON.stringify(answer));
  }

  /** What fails here fails there too, or does not: either way the library has the last word. */
  private async answerTo(request: IncomingMessage, response: ServerResponse): Promise<object | undefined> {
    try {
      const question = await questionIn(request);
      const known = question && (await this.options.clients.authenticated(question.credentials));
      if (question === undefined || known === undefined) return undefined;
      const { token, introspection } = this.options;
      if (question.kind === 'introspection') return await introspection.answer(question, known, response);
      return await token.answer(question, known, response);
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the direct lane failed; the library answers instead');
      return undefined;
    }
  }
}

async function questionIn(request: IncomingMessage): Promise<LaneQuestion | undefined> {
  const { method, url = '', headers } = request;
  const length = Number(headers['content-length'] ?? 0);
  if (length === 0 || !mayBeForLane(method, url, headers)) return undefined;
  const body = await peekedBody(request, length);
  return body === undefined ? undefined : laneQuestionOf(url, headers, body);
}

/** In the headers of the library. */
function send(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    vary: 'Origin',
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'WWW-Authenticate',
  });
  response.end(body);
}
