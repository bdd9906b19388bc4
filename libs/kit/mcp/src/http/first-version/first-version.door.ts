import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorCatalogue, type DomainError } from '@caregate/core-errors';
import { statusOfKind } from '@caregate/kit-http';
import { isRecord } from '../../json/is-record.js';
import type { CallOrigin } from '../../pipeline/call.origin.js';
import type { CallOutcome } from '../../pipeline/call.outcome.js';
import type { CallPipeline } from '../../pipeline/call.pipeline.js';
import { tokenArgument, type CallRequest } from '../../pipeline/call.request.js';
import { presentedIdentity } from '../../pipeline/presented-identity.js';
import type { LoggerPort } from '../../ports/logger.port.js';
import type { TokenVerifierPort } from '../../ports/token-verifier.port.js';
import type { McpIdentity } from '../../sdk/mcp.identity.js';
import { protocolErrorOf } from '../../sdk/protocol-error.js';
import type { ToolListing } from '../../tool/tool.listing.js';
import type { BearerChallenge } from '../bearer.challenge.js';
import type { HttpThreshold, HttpVisit } from '../threshold/http.threshold.js';
import { firstVersionMessage, resultOf } from './first-version.messages.js';
import type { FirstVersionStreams } from './first-version.streams.js';
import { setVersionHeaders, type VersionNotice } from './version-notice.js';

/** The addresses of the first HTTP server. */
export type FirstVersionRoute = 'message' | 'tools' | 'call' | 'stream' | 'authenticate';

export interface FirstVersionParts {
  readonly threshold: HttpThreshold;
  readonly challenge: BearerChallenge;
  readonly pipeline: Pick<CallPipeline<never>, 'call' | 'list' | 'isPublic' | 'refuse'>;
  readonly verifier: TokenVerifierPort;
  readonly logger: LoggerPort;
  readonly streams: FirstVersionStreams;
  readonly identity: McpIdentity;
  readonly notice: VersionNotice;
}

const PROTOCOL_VERSION = '2024-11-05';
const invalidToken = { code: -32001, message: 'Invalid access token' };

/** Version 1: the HTTP routes of the first EHR server, for clients that know JSON and no streams. The same calls. */
export class FirstVersionDoor {
  constructor(private readonly parts: FirstVersionParts) {}

  /** Never rejects: every fault is answered. */
  handle(route: FirstVersionRoute, request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.parts.threshold.cross(request, response, undefined, (visit) => this.pass(route, visit));
  }

  /** JSON-RPC at `/mcp`, `/` and `/sse`. */
  async answerMessage(visit: HttpVisit): Promise<void> {
    const message = firstVersionMessage(visit.body.parsed);
    const { token, identity: sender } = visit.origin;
    // Without a token much may be asked here; with one that does not hold, nothing. Of a call that is told in its own way.
    if (message.kind !== 'call' && token !== undefined && sender.error !== undefined) throw sender.error;
    if (message.kind === 'wrong') return this.send(visit, message.status, message.answer);
    if (message.kind === 'notification') return this.send(visit, 200, { status: 'ok' });
    const { id } = message;
    if (message.kind === 'call') return this.answerCall(visit, message.request, (answer) => ({ ...answer, id }));
    if (message.kind === 'ping') return this.send(visit, 200, resultOf(id, {}));
    const tools = await this.listFor(visit, message.params);
    if (message.kind === 'tools/list') return this.send(visit, 200, resultOf(id, { tools }));
    const { name, version } = this.parts.identity;
    const capabilities = { tools: { listChanged: false } };
    const hello = { protocolVersion: PROTOCOL_VERSION, capabilities, serverInfo: { name, version }, tools };
    return this.send(visit, 200, resultOf(id, hello));
  }

  private async pass(route: FirstVersionRoute, visit: HttpVisit): Promise<void> {
    const { method } = visit.request;
    const reading = method === 'GET' || method === 'HEAD';
    const { parsed } = visit.body;
    if (route === 'tools' && (reading || method === 'POST'))
      return this.send(visit, 200, await this.listFor(visit, isRecord(parsed) ? parsed : undefined));
    if (route === 'message' && (reading || (method === 'POST' && saysNothing(visit))))
      return this.send(visit, 200, this.info());
    if (route === 'stream' && reading) return this.stream(visit);
    if (method !== 'POST') return this.send(visit, 405, { detail: 'Method Not Allowed' });
    if (route === 'call') return this.call(visit);
    if (route === 'authenticate') return this.authenticate(visit);
    return this.answerMessage(visit);
  }

  private info(): object {
    const { identity, notice } = this.parts;
    const endpoints = ['/mcp', '/authenticate', '/tools', '/call', '/sse', '/health'];
    return { name: identity.name, version: identity.version, api: 'v1', endpoints, successor: notice.successorUrl };
  }

  private async call(visit: HttpVisit): Promise<void> {
    const { parsed: body } = visit.body;
    if (!isRecord(body) || typeof body['tool'] !== 'string')
      return this.send(visit, 400, { detail: "The body must be JSON with a 'tool' and its 'arguments'." });
    const { tool: name, arguments: given } = body;
    return this.answerCall(visit, { name, arguments: isRecord(given) ? given : undefined }, (answer) => answer);
  }

  private async answerCall(visit: HttpVisit, request: CallRequest, wrap: (answer: object) => object): Promise<void> {
    const error = this.parts.pipeline.isPublic(request.name) ? undefined : await this.tokenError(request, visit.origin);
    if (error !== undefined) return this.refuseToken(visit, request, error, wrap);
    const outcome = await this.parts.pipeline.call(request, inFrames(visit));
    return this.send(visit, 200, wrap(answerOf(outcome)));
  }

  /** Why the token does not do; what else may stand against it is for the pipeline to say. */
  private async tokenError(request: CallRequest, origin: CallOrigin): Promise<DomainError | undefined> {
    const { error } = await presentedIdentity(request, origin, this.parts);
    return error?.kind === 'unauthenticated' ? error : undefined;
  }

  private async refuseToken(
    visit: HttpVisit,
    request: CallRequest,
    error: DomainError,
    wrap: (answer: object) => object,
  ): Promise<void> {
    await this.parts.pipeline.refuse(request, inFrames(visit), error);
    if (tokenArgument(request) === undefined)
      visit.response.setHeader('www-authenticate', this.parts.challenge.unauthenticated(error));
    return this.send(visit, 401, wrap({ jsonrpc: '2.0', error: invalidToken }));
  }

  private async authenticate(visit: HttpVisit): Promise<void> {
    const { parsed: body } = visit.body;
    if (!isRecord(body)) return this.send(visit, 400, { detail: 'client_id, client_secret and app_id are required.' });
    const outcome = await this.parts.pipeline.call({ name: 'authenticate', arguments: body }, inFrames(visit));
    const told = outcome.kind === 'result' ? outcome.result.structuredContent : undefined;
    if (told !== undefined) {
      const { access_token, token_type, expires_in, client_info } = told;
      return this.send(visit, 200, { access_token, token_type, expires_in, client_info });
    }
    const { code, message } = refusalIn(outcome);
    return this.send(visit, statusOfCode(code), { detail: message });
  }

  private async stream(visit: HttpVisit): Promise<void> {
    const tools = await this.listFor(visit, undefined);
    setVersionHeaders(visit.response, this.parts.notice);
    this.parts.streams.open(visit, { jsonrpc: '2.0', method: 'tools/list', result: { tools } });
  }

  private listFor(visit: HttpVisit, params: CallRequest['arguments']): Promise<readonly ToolListing[]> {
    return this.parts.pipeline.list(inFrames(visit), params);
  }

  private send({ response }: HttpVisit, status: number, answer: object): void {
    if (response.destroyed) return;
    const body = JSON.stringify(answer);
    setVersionHeaders(response, this.parts.notice);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
    });
    response.end(body);
  }
}

/** Whoever posts nothing to `/` is told what is there, as whoever gets it. */
function saysNothing({ request: { headers }, body: { parsed } }: HttpVisit): boolean {
  if (isRecord(parsed)) return Object.keys(parsed).length === 0;
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0;
}

function inFrames({ origin }: HttpVisit): CallOrigin {
  return { ...origin, era: 'frames' };
}

function answerOf(outcome: CallOutcome): object {
  if (outcome.kind === 'result') return { jsonrpc: '2.0', result: outcome.result };
  return { jsonrpc: '2.0', error: protocolErrorOf(outcome) };
}

function refusalIn(outcome: CallOutcome): { readonly code: string; readonly message: string } {
  if (outcome.kind === 'unknown-tool') return { code: outcome.error.code, message: outcome.error.publicMessage };
  const told: unknown = JSON.parse(outcome.result.content[0].text);
  const { code, message } = isRecord(told) ? told : {};
  return { code: String(code), message: String(message) };
}

/** The first server knew 400, 401 and 500 here; a token endpoint that is down or asks for patience says so itself. */
function statusOfCode(code: string): number {
  const known = Object.entries(errorCatalogue).find(([name]) => name === code);
  return statusOfKind(known?.[1].kind ?? 'internal');
}
