import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { CallOrigin } from '../pipeline/call.origin.js';
import type { CallPipeline } from '../pipeline/call.pipeline.js';
import { foreseen } from '../pipeline/fault.js';
import { identify } from '../pipeline/identity.js';
import type { LoggerPort } from '../ports/logger.port.js';
import type { RequestContextPort } from '../ports/request-context.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';
import type { TokenWatch } from '../watch/token.watch.js';
import type { BearerChallenge } from './bearer.challenge.js';
import { bearerTokenOf } from './bearer.token.js';
import { answerPreflight, setCorsHeaders } from './cors.headers.js';
import type { DirectLane } from './direct.lane.js';
import type { DoorGuard } from './door.guard.js';
import type { HttpGate } from './http.gate.js';
import { sendRefusal } from './http.refusal.js';
import type { plainCallOf, PlainCall } from './plain.call.js';
import { purposeHeader } from './purpose.header.js';
import { readBody, type RequestBody } from './request.body.js';
import { scopeRefusal } from './scope.refusal.js';
import type { SdkLane } from './sdk.lane.js';

export interface HttpDoorParts {
  readonly guard: DoorGuard;
  readonly gate: HttpGate;
  readonly challenge: BearerChallenge;
  readonly recognize: typeof plainCallOf;
  readonly direct: DirectLane;
  readonly sdk: SdkLane;
  readonly pipeline: Pick<CallPipeline<never>, 'call'>;
  readonly verifier: TokenVerifierPort;
  readonly watch: TokenWatch;
  readonly logger: LoggerPort;
  readonly requestContext: RequestContextPort | undefined;
  readonly bodyBytesMax: number;
}

/** MCP Streamable HTTP, both protocol eras at one URL. */
export class HttpDoor {
  constructor(private readonly parts: HttpDoorParts) {}

  /** `given`: the body, when a framework has parsed it. Never rejects: every fault is answered. */
  async handle(request: IncomingMessage, response: ServerResponse, given: unknown): Promise<void> {
    const requestId = this.parts.requestContext?.current()?.requestId ?? randomUUID();
    try {
      if (!this.parts.guard.admits(request.headers)) throw new DomainError('access.origin.refused');
      setCorsHeaders(request, response);
      if (request.method === 'OPTIONS') return answerPreflight(response);
      await this.pass(request, response, given, requestId);
    } catch (thrown) {
      this.turnAway(request, response, foreseen(thrown, this.parts.logger, { requestId }), requestId);
    }
  }

  private async pass(request: IncomingMessage, response: ServerResponse, given: unknown, requestId: string) {
    const body = await readBody(request, this.parts.bodyBytesMax, given);
    const origin = await this.originOf(request, response, requestId);
    const refused = await this.parts.gate.refusalOf(body.parsed, origin);
    if (refused !== undefined) throw refused;
    const plain = request.method === 'POST' ? this.parts.recognize(request.headers, body.parsed) : undefined;
    if (plain !== undefined) return this.answer(response, plain, origin);
    return this.handOver(request, response, body, origin);
  }

  private async originOf({ headers, socket }: IncomingMessage, response: ServerResponse, requestId: string) {
    const token = bearerTokenOf(headers.authorization);
    const known = this.parts.requestContext?.current();
    const hangUp = new AbortController();
    response.once('close', () => response.writableFinished || hangUp.abort());
    return {
      transport: 'http',
      era: 'legacy',
      address: known?.address ?? socket.remoteAddress,
      userAgent: headers['user-agent'],
      requestId,
      token,
      purpose: purposeHeader(headers),
      identity: await identify(this.parts.verifier, this.parts.logger, token),
      signal: hangUp.signal,
    } satisfies CallOrigin;
  }

  private async answer(response: ServerResponse, plain: PlainCall, origin: CallOrigin): Promise<void> {
    const outcome = await this.parts.pipeline.call(plain.call, { ...origin, era: plain.era });
    if (response.destroyed) return;
    if (outcome.kind === 'result' && outcome.scopeRefused !== undefined && origin.token !== undefined)
      sendRefusal(response, scopeRefusal(this.parts.challenge, outcome.scopeRefused));
    else this.parts.direct.send(response, plain, outcome);
  }

  /** A stream that the SDK holds open ends with the token that opened it. */
  private async handOver(request: IncomingMessage, response: ServerResponse, body: RequestBody, origin: CallOrigin) {
    const caller = origin.identity?.caller;
    const unwatch = caller && this.parts.watch.add(caller, () => response.destroy());
    try {
      response.setHeader('cache-control', 'no-store');
      await this.parts.sdk.handle(request, response, body, origin);
    } finally {
      unwatch?.();
    }
  }

  private turnAway(request: IncomingMessage, response: ServerResponse, error: DomainError, requestId: string): void {
    if (response.headersSent || response.destroyed) return void response.destroy();
    const challenge = error.kind === 'unauthenticated' && {
      'www-authenticate': this.parts.challenge.unauthenticated(error),
    };
    // A body that was not read to its end leaves the connection unusable.
    const unread = !request.complete && { connection: 'close' };
    sendRefusal(response, { error, requestId, headers: { ...challenge, ...unread } });
  }
}
