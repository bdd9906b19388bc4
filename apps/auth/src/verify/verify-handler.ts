import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { foreseen, runInContext, type Logger, type RequestContext } from '@caregate/kit-http';
import type { TokenVerifier } from '@caregate/kit-jwt';
import { anonymous, callerActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import { AnswersTogether } from './answers-together.js';
import { methodOf } from './request/method-of.js';
import { readForwarded, type ForwardedRequest } from './request/forwarded-request.js';
import { scanHeaders, type Headers } from './request/header-scan.js';
import type { Identities, Identity } from './identity/identities.js';
import { noIdentityHeaders, withAuthorization, withToken } from './identity/identity-headers.js';
import type { PreparedRoute, PreparedRoutes } from './routes/prepared-routes.js';
import type { RoutePolicy } from './routes/route-policy.js';
import type { SessionTokens } from './identity/session-tokens.js';
import type { TrustedPeers } from './request/trusted-peers.js';
import type { VerifyCounters } from './tally/verify-counters.js';
import { signAtDoor, type DoorPolicy } from './verify-door.js';
import {
  isNavigation,
  refusalOf,
  writeRefusal,
  writeSignIn,
  type Refusal,
  type RefusalContext,
} from './verify-refusal.js';
import type { Passage, VerifyTally } from './tally/verify-tally.js';

export interface VerifyHandlerOptions {
  readonly peers: TrustedPeers;
  readonly routes: PreparedRoutes;
  readonly policy: DoorPolicy;
  readonly tokens: SessionTokens;
  readonly identities: Identities;
  readonly tally: VerifyTally;
  readonly trail: AuthTrail;
  readonly counters: VerifyCounters;
  readonly loginUrl: string;
  readonly logger: Pick<Logger, 'error'>;
}

const RECORD_MILLISECONDS_MAX = 500;

/** A request at the door of a route, with what it showed. */
interface Visit {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: Headers;
  readonly request: ForwardedRequest;
  readonly route: PreparedRoute;
}

/**
 * The hot path. Whoever is known already is answered without waiting: reading the header lines, one look at the
 * verifier's verdict and its revocations, and what was prepared for this caller is written. All else goes the slow way.
 */
export class VerifyHandler {
  private readonly answers = new AnswersTogether();

  constructor(private readonly options: VerifyHandlerOptions) {}

  handle(message: IncomingMessage, response: ServerResponse): void {
    const { peers, routes, policy } = this.options;
    if (!peers.trusts(message.socket)) return this.refuse(message, response, unread, closed(403, 'untrusted peer'));
    const scan = scanHeaders(message.rawHeaders);
    const { headers } = scan;
    if (!scan.readable) return this.refuse(message, response, { headers, scopes: [] }, closed(400, scan.because));
    const parsed = readForwarded(headers);
    if (!parsed.readable) return this.refuse(message, response, { headers, scopes: [] }, closed(400, parsed.because));
    const { request } = parsed;
    const { route: declared, prepared: route } = routes.find(request.host, request.path);
    const sign = signAtDoor(request, headers, declared, policy);
    if (sign.kind === 'refused')
      return this.refuse(message, response, contextOf(headers, request, route), closed(sign.status, sign.because));
    if (sign.kind === 'public' || sign.kind === 'preflight') return this.passAnonymous(response);
    if (route === undefined) throw new Error('A protected route was not prepared.');
    const visit: Visit = { message, response, headers, request, route };
    if (sign.kind === 'anonymous') return this.challenge(visit, new DomainError('token.absent'));
    if (sign.kind === 'malformed') return this.challenge(visit, new DomainError('token.malformed'));
    if (sign.kind === 'bearer') return this.admitBearer(visit, sign.token);
    this.admitCookie(visit, sign.value);
  }

  private admitBearer(visit: Visit, token: string): void {
    if (this.admitAtOnce(visit, token)) return;
    this.slowly(visit, async (verifier) => this.admitVerified(visit, token, await verifier.verify(token)));
  }

  private admitCookie(visit: Visit, value: string): void {
    const { tokens } = this.options;
    const { audience } = visit.route;
    const held = tokens.peek(value, audience);
    if (held !== undefined && this.admitAtOnce(visit, held)) return;
    this.slowly(visit, async (verifier) => {
      const token = await tokens.obtain(value, audience);
      if (token === undefined) throw new DomainError('session.expired');
      const caller = await verifier.verify(token).catch((error: unknown) => {
        tokens.forget(value);
        throw error;
      });
      await this.admitVerified(visit, token, caller);
    });
  }

  /** Without waiting, if nothing has to be waited for; `false` says nothing but that the slow way has to decide. */
  private admitAtOnce({ response, route }: Visit, token: string): boolean {
    if (route.policy !== undefined) return false;
    const caller = route.verifier.verifyAtOnce(token);
    if (caller === undefined || !hasScope(caller, route)) return false;
    const identity = this.options.identities.atOnce(caller, route.audience);
    if (identity === undefined || !this.countAtOnce(caller, identity, route)) return false;
    this.pass(response, withToken(identity.headers, token));
    return true;
  }

  private countAtOnce(caller: Caller, identity: Identity, route: PreparedRoute): boolean {
    const counted = identity.windows[route.number];
    if (counted?.open === true) {
      counted.count += 1;
      return true;
    }
    const opened = this.options.tally.atOnce(passageOf(caller, route));
    identity.windows[route.number] = opened;
    return opened !== undefined;
  }

  private async admitVerified(visit: Visit, token: string, caller: Caller): Promise<void> {
    const { identities, tally } = this.options;
    const { response, route } = visit;
    if (!hasScope(caller, route))
      throw new DomainError('access.scope.insufficient', { detail: { subject: caller.subject } });
    const identity = await identities.obtain(caller, route.audience);
    if (route.policy !== undefined) return this.admitByPolicy(visit, route.policy, caller, identity);
    identity.windows[route.number] = await tally.begin(passageOf(caller, route));
    this.pass(response, withToken(identity.headers, token));
  }

  /** Each request by itself, however well its caller is known. */
  private async admitByPolicy(visit: Visit, policy: RoutePolicy, caller: Caller, identity: Identity): Promise<void> {
    const { headers, request, route, response } = visit;
    const path = request.path.slice(route.route.prefix.replace(/\/$/u, '').length);
    const verdict = await policy.judge(caller, path, methodOf(request, headers));
    if (verdict.allowed) return this.pass(response, withAuthorization(identity.headers, verdict.authorization));
    this.options.counters.refused += 1;
    this.tell(visit, verdict.error);
  }

  private pass(response: ServerResponse, headers: string[]): void {
    this.options.counters.allowed += 1;
    this.answers.send(response, 200, headers);
  }

  private passAnonymous(response: ServerResponse): void {
    this.pass(response, [...noIdentityHeaders]);
  }

  private slowly(visit: Visit, work: (verifier: TokenVerifier) => Promise<void>): void {
    this.inContext(
      visit.message,
      visit.headers,
      async () => {
        try {
          await work(visit.route.verifier);
        } catch (error) {
          if (!(error instanceof DomainError)) this.options.logger.error({ err: error }, '/verify failed unforeseen');
          await this.challengeNow(visit, foreseen(error));
        }
      },
      visit.response,
    );
  }

  private challenge(visit: Visit, error: DomainError): void {
    this.inContext(visit.message, visit.headers, () => this.challengeNow(visit, error), visit.response);
  }

  /** Nobody is let in: a program is told why, a person is sent to sign in. */
  private async challengeNow(visit: Visit, error: DomainError): Promise<void> {
    const recorded = this.record(error.code, contextOf(visit.headers, visit.request, visit.route));
    await (error.kind === 'unavailable' ? soon(recorded) : recorded);
    this.tell(visit, error);
  }

  private tell({ response, headers, request, route }: Visit, error: DomainError): void {
    const context = contextOf(headers, request, route);
    const signIn = error.kind === 'unauthenticated' && route.route.cookie && isNavigation(context);
    if (signIn) return writeSignIn(response, this.signInUrl(request), context);
    writeRefusal(response, refusalOf(error, context), context);
  }

  private refuse(message: IncomingMessage, response: ServerResponse, context: RefusalContext, refusal: Refusal): void {
    const work = async () => {
      await this.record(refusal.description, context);
      writeRefusal(response, refusal, context);
    };
    this.inContext(message, context.headers, work, response);
  }

  /** Each refusal is on the trail before it is answered. */
  private async record(decision: string, { request }: RefusalContext): Promise<void> {
    this.options.counters.refused += 1;
    await this.options.trail.record('forward-auth.refused', {
      actor: anonymous,
      outcome: 'refused',
      decision,
      transport: 'forward-auth',
      detail: request === undefined ? {} : { method: request.method, host: request.host.slice(0, 100) },
    });
  }

  /** Whatever goes wrong on the slow way, the answer is no. */
  private inContext(
    message: IncomingMessage,
    headers: Headers,
    work: () => Promise<void>,
    response: ServerResponse,
  ): void {
    const context = contextFor(this.options.peers, message.socket, headers['x-forwarded-for']);
    runInContext(context, work).catch((error: unknown) => {
      this.options.counters.failed += 1;
      if (response.headersSent) return void response.destroy();
      writeRefusal(response, refusalOf(foreseen(error), { headers, scopes: [] }), { headers, scopes: [] });
    });
  }

  private signInUrl({ scheme, host, target }: ForwardedRequest): string {
    const address = `${scheme}://${host}${target}`;
    const { loginUrl, policy } = this.options;
    const comesBack = policy.ownOrigins.includes(new URL(address).origin);
    return comesBack ? `${loginUrl}?${new URLSearchParams({ return_to: address }).toString()}` : loginUrl;
  }
}

/** Made for each request on the slow way, though only a few come to ask who they are: the address is worked out then. */
function contextFor(peers: TrustedPeers, socket: Socket, forwardedFor: string | undefined): RequestContext {
  return {
    requestId: randomUUID(),
    transport: 'forward-auth',
    get address() {
      return peers.clientOf(socket, forwardedFor);
    },
  };
}

function contextOf(headers: Headers, request: ForwardedRequest, route: PreparedRoute | undefined): RefusalContext {
  const { resourceMetadataUrl, route: declared } = route ?? {};
  return {
    headers,
    request,
    resourceMetadataUrl,
    scopes: declared?.scopes ?? [],
    bare: declared?.challenge === 'bare',
  };
}

/** Nobody was judged, as what was needed for it is away; the trail may be no less away, and an edge waits ten seconds. */
async function soon(recorded: Promise<void>): Promise<void> {
  await Promise.race([recorded.catch(() => undefined), pause(RECORD_MILLISECONDS_MAX, undefined, { ref: false })]);
}

/** A route that names none lets every token for its service in. */
function hasScope({ scopes: held }: Caller, { route: { scopes } }: PreparedRoute): boolean {
  return scopes.length === 0 || scopes.some((scope) => held.includes(scope));
}

function passageOf(caller: Caller, { route: { host = '', prefix } }: PreparedRoute): Passage {
  return { actor: callerActor(caller), route: `${host}${prefix}`, sessionId: caller.sessionId };
}

const unread: RefusalContext = { headers: {}, scopes: [] };

function closed(status: 400 | 403, description: string): Refusal {
  return { status, error: status === 400 ? 'invalid_request' : 'access_denied', description };
}
