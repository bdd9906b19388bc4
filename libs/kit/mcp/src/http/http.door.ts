import type { IncomingMessage, ServerResponse } from 'node:http';
import { idOfRequest } from '../json/id-of-request.js';
import type { CallOrigin } from '../pipeline/call.origin.js';
import type { CallOutcome } from '../pipeline/call.outcome.js';
import type { CallPipeline } from '../pipeline/call.pipeline.js';
import type { TokenWatch } from '../watch/token.watch.js';
import type { BearerChallenge } from './bearer.challenge.js';
import type { DirectLane } from './direct/direct.lane.js';
import type { HttpGate } from './http.gate.js';
import { sendRefusal } from './http.refusal.js';
import type { HttpThreshold, HttpVisit } from './threshold/http.threshold.js';
import type { FirstVersionDoor } from './first-version/first-version.door.js';
import { isOfFirstVersion } from './first-version/is-of-first-version.js';
import type { plainCallOf, PlainCall } from './direct/plain.call.js';
import { refuseBody } from './threshold/refuse-body.js';
import { scopeRefusal } from './scope.refusal.js';
import type { SdkLane } from './sdk/sdk.lane.js';
import type { SessionLane } from './session/session.lane.js';

export interface HttpDoorParts {
  readonly threshold: HttpThreshold;
  readonly gate: HttpGate;
  readonly challenge: BearerChallenge;
  readonly recognize: typeof plainCallOf;
  readonly direct: DirectLane;
  readonly sdk: SdkLane;
  readonly sessions: SessionLane;
  readonly pipeline: Pick<CallPipeline<never>, 'call'>;
  readonly watch: TokenWatch;
  /** Where it is offered, clients that know no streams are answered at the same address. */
  readonly firstVersion: FirstVersionDoor | undefined;
}

/** MCP Streamable HTTP, both protocol eras at one URL. */
export class HttpDoor {
  constructor(private readonly parts: HttpDoorParts) {}

  /** `given`: the body, when a framework has parsed it. Never rejects: every fault is answered. */
  handle(request: IncomingMessage, response: ServerResponse, given: unknown): Promise<void> {
    return this.parts.threshold.cross(request, response, given, (visit) => this.pass(visit));
  }

  private async pass(visit: HttpVisit): Promise<void> {
    const { request, response, body, origin } = visit;
    const { firstVersion } = this.parts;
    if (firstVersion !== undefined && isOfFirstVersion(request, body.parsed)) return firstVersion.answerMessage(visit);
    const refused = await this.parts.gate.refusalOf(body.parsed, origin);
    if (refused !== undefined) throw refused;
    refuseBody(request.headers, body.parsed);
    this.parts.sessions.enter(request, origin);
    const plain = request.method === 'POST' ? this.parts.recognize(request.headers, body.parsed) : undefined;
    if (plain === undefined) return this.handOver(visit, undefined);
    const outcome = await this.parts.pipeline.call(plain.call, { ...origin, era: plain.era });
    if (plain.mayAsk && asks(outcome)) return this.handOver(visit, outcome);
    this.answer(response, plain, outcome, origin);
  }

  private answer(response: ServerResponse, plain: PlainCall, outcome: CallOutcome, origin: CallOrigin): void {
    if (response.destroyed) return;
    if (outcome.kind === 'result' && outcome.scopeRefused !== undefined && origin.token !== undefined)
      sendRefusal(response, scopeRefusal(this.parts.challenge, outcome.scopeRefused, plain.id));
    else this.parts.direct.send(response, plain, outcome);
  }

  /** A stream that the SDK holds open ends with the token that opened it. */
  private async handOver({ request, response, body, origin }: HttpVisit, first: CallOutcome | undefined) {
    const { caller } = origin.identity;
    const exchange = { origin, first, id: idOfRequest(body.parsed), isBatch: Array.isArray(body.parsed) };
    const unwatch = caller && this.parts.watch.add(caller, () => response.destroy());
    try {
      response.setHeader('cache-control', 'no-store');
      if (await this.parts.sessions.handle(request, response, body, exchange)) return;
      await this.parts.sdk.handle(request, response, body, exchange);
    } finally {
      unwatch?.();
    }
  }
}

/** The call has led to a question, which the SDK puts to the person. */
function asks(outcome: CallOutcome): boolean {
  return outcome.kind === 'result' && outcome.question !== undefined;
}
