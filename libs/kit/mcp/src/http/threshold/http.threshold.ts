import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { setRateLimitHeaders } from '@caregate/kit-http';
import { idOfRequest } from '../../json/id-of-request.js';
import { isRecord } from '../../json/is-record.js';
import type { CallOrigin } from '../../pipeline/call.origin.js';
import { tokenArgument } from '../../pipeline/call.request.js';
import { foreseen } from '../../pipeline/fault.js';
import { identify, type Identity } from '../../pipeline/identity.js';
import type { LoggerPort } from '../../ports/logger.port.js';
import type { RateLimitPort } from '../../ports/rate-limit.port.js';
import type { RequestContextPort } from '../../ports/request-context.port.js';
import type { TokenVerifierPort } from '../../ports/token-verifier.port.js';
import type { BearerChallenge } from '../bearer.challenge.js';
import { bearerTokenOf } from './bearer.token.js';
import { answerPreflight, setCorsHeaders } from './cors.headers.js';
import type { DoorGuard } from './door.guard.js';
import { sendRefusal, type Refusal } from '../http.refusal.js';
import { purposeHeader } from './purpose.header.js';
import { readBody, type RequestBody } from './request.body.js';

/** Arguments with a token among them take a hundredth of it. */
const STRANGER_BYTES_MAX = 64 * 1024;

export interface HttpThresholdParts {
  readonly guard: DoorGuard;
  readonly challenge: BearerChallenge;
  readonly verifier: TokenVerifierPort;
  readonly logger: LoggerPort;
  readonly requestContext: RequestContextPort | undefined;
  readonly rates: RateLimitPort | undefined;
  readonly bodyBytesMax: number;
}

/** A request that has come over the threshold: read, and its sender looked at and counted. */
export interface HttpVisit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: RequestBody;
  readonly origin: CallOrigin & { readonly identity: Identity };
}

/** What every HTTP door begins with, and how each turns away. */
export class HttpThreshold {
  constructor(private readonly parts: HttpThresholdParts) {}

  /** `given`: the body, when a framework has parsed it. Never rejects: every fault is answered. */
  async cross(
    request: IncomingMessage,
    response: ServerResponse,
    given: unknown,
    pass: (visit: HttpVisit) => Promise<void> | void,
  ): Promise<void> {
    const requestId = this.parts.requestContext?.current()?.requestId ?? randomUUID();
    let id: Refusal['id'] = null;
    try {
      if (!this.parts.guard.admits(request.headers)) throw new DomainError('access.origin.refused');
      setCorsHeaders(request, response);
      if (request.method === 'OPTIONS') return answerPreflight(response);
      const origin = await this.originOf(request, response, requestId);
      const body = await this.bodyOf(request, given, origin.identity);
      id = idOfRequest(body.parsed);
      if (this.parts.rates !== undefined) await this.count(this.parts.rates, origin, body.parsed, response);
      await pass({ request, response, body, origin });
    } catch (thrown) {
      this.turnAway(request, response, { error: foreseen(thrown, this.parts.logger, { requestId }), requestId, id });
    }
  }

  /** Whoever has shown no good token may still name one among the arguments, and is not read beyond those. */
  private async bodyOf(request: IncomingMessage, given: unknown, { error }: Identity): Promise<RequestBody> {
    const { bodyBytesMax } = this.parts;
    if (error === undefined || bodyBytesMax <= STRANGER_BYTES_MAX) return readBody(request, bodyBytesMax, given);
    return readBody(request, STRANGER_BYTES_MAX, given).catch((thrown: unknown) => {
      throw thrown instanceof DomainError && thrown.code === 'request.too_large' ? error : thrown;
    });
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

  /** By client where one has proved to be somebody, by header or argument; whoever has not, by address. Batches by part. */
  private async count(rates: RateLimitPort, origin: HttpVisit['origin'], body: unknown, response: ServerResponse) {
    const { address, identity } = origin;
    const caller = identity.caller ?? (await this.callerAmongArguments(body));
    for (let left = Array.isArray(body) ? body.length || 1 : 1; left > 0; left -= 1) {
      const allowance = await rates.count({ caller, address });
      setRateLimitHeaders(response, allowance, new Date());
      if (allowance.exceeded) throw new DomainError('request.too_many', { detail: { limit: allowance.name } });
    }
  }

  private async callerAmongArguments(body: unknown) {
    const params = isRecord(body) && isRecord(body['params']) ? body['params'] : body;
    const given = isRecord(params) && isRecord(params['arguments']) ? params['arguments'] : undefined;
    const token = tokenArgument({ name: '', arguments: given });
    if (token === undefined) return undefined;
    return (await identify(this.parts.verifier, this.parts.logger, token)).caller;
  }

  private turnAway(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
    const { error } = refusal;
    if (response.headersSent || response.destroyed) return void response.destroy();
    const headers = error.kind === 'unauthenticated' && {
      'www-authenticate': this.parts.challenge.unauthenticated(error),
    };
    sendRefusal(response, { ...refusal, headers: { ...headers } });
  }
}
