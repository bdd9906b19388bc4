import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { AccessRefused } from '@caregate/kit-access';
import { bearerChallenge, currentContext, foreseen, type Logger } from '@caregate/kit-http';
import type { DoorGuard } from '@caregate/kit-mcp';
import { isInitializeRequest } from '@modelcontextprotocol/server';
import { MalformedMessage } from '../malformed-message.error.js';
import type { ProxiedServer } from '../proxied/proxied-server.config.js';
import type { Session } from '../sessions/session.js';
import type { SessionRegistry } from '../sessions/session-registry.js';
import type { Admission } from './admission.js';
import type { BridgeAudit } from './bridge-audit.js';
import { answerPreflight, setCorsHeaders } from './cors-headers.js';
import { jsonAnswer } from './json-answer.js';
import { RequestJson } from './request-json.js';
import { sendRefusal } from './send-refusal.js';
import type { StreamWatch } from './stream-watch.js';
import { sendWebResponse, webRequest } from './web-exchange.js';

export interface BridgeDoorParts {
  readonly server: ProxiedServer;
  readonly guard: DoorGuard;
  readonly admission: Admission;
  readonly sessions: SessionRegistry;
  readonly audit: BridgeAudit;
  readonly watch: StreamWatch;
  readonly logger: Logger;
  readonly resourceMetadataUrl: string;
  readonly scopes: readonly string[];
  readonly messageBytesMax: number;
}

/** How many messages of the largest size may wait for a client that does not read them. */
const UNREAD_MESSAGES_MAX = 4;

/** MCP Streamable HTTP in front of one proxied server. */
export class BridgeDoor {
  constructor(private readonly parts: BridgeDoorParts) {}

  /** Never rejects: every fault is answered, and every refusal is on the audit trail. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const json = new RequestJson(request, this.parts.messageBytesMax);
    try {
      if (!this.parts.guard.admits(request.headers)) throw new DomainError('access.origin.refused');
      setCorsHeaders(request, response);
      if (request.method === 'OPTIONS') return answerPreflight(response);
      await this.serve(request, response, json);
    } catch (thrown) {
      await this.turnAway(request, response, json, thrown);
    }
  }

  /** A token first: clients count on a 401 before anything else, to find the authorization server. */
  private async serve(request: IncomingMessage, response: ServerResponse, json: RequestJson): Promise<void> {
    const caller = await this.parts.admission.callerOf(request.headers);
    await this.parts.admission.authorize(caller);
    const body = await json.get();
    const session = await this.sessionFor(request, body, caller);
    if (request.headers['mcp-session-id'] === undefined)
      finished(response, (early) => early !== undefined && early !== null && session.left());
    try {
      await this.exchange(request, response, { caller, session, body });
    } finally {
      if (!session.isInitialized) void session.end('not initialized');
    }
  }

  private async sessionFor({ headers }: IncomingMessage, body: unknown, caller: Caller): Promise<Session> {
    const { sessions, server, audit } = this.parts;
    const id = headers['mcp-session-id'];
    if (typeof id === 'string') return sessions.find(id, server, caller);
    if (!isInitializeRequest(body)) throw new DomainError('bridge.session.absent');
    const session = await sessions.open(server, caller);
    try {
      await audit.opened(session);
    } catch (error) {
      void session.end('not initialized');
      throw error;
    }
    return session;
  }

  private async exchange(
    request: IncomingMessage,
    response: ServerResponse,
    { caller, session, body }: { caller: Caller; session: Session; body: unknown },
  ): Promise<void> {
    await this.parts.audit.called(session, body);
    const answer = await session.exchange(webRequest(request), body);
    const wantsStream = request.method === 'GET' || request.headers.accept?.includes('text/event-stream') === true;
    const isListening = request.method === 'GET' && answer.ok;
    const hush = isListening ? session.listening() : undefined;
    const unwatch = this.parts.watch.add(caller, () => response.destroy());
    try {
      const sent = wantsStream ? answer : await jsonAnswer(answer);
      await sendWebResponse(sent, response, UNREAD_MESSAGES_MAX * this.parts.messageBytesMax);
    } finally {
      unwatch();
      hush?.();
    }
  }

  private async turnAway(
    request: IncomingMessage,
    response: ServerResponse,
    json: RequestJson,
    thrown: unknown,
  ): Promise<void> {
    const { server, audit, logger, resourceMetadataUrl, scopes } = this.parts;
    const error = await this.recorded(foreseen(thrown), request, server.name, audit);
    const { requestId } = currentContext();
    currentContext().errorCode = error.code;
    if (error.kind === 'internal' || error.kind === 'unavailable')
      logger.error(
        { err: thrown instanceof Error ? thrown : error, server: server.name },
        'a request could not be served',
      );
    const needed = error instanceof AccessRefused ? error.requiredScopes : scopes;
    const challenge = bearerChallenge(error, needed, { resourceMetadataUrl });
    const id = isOfNoRequest(error) ? null : await json.id();
    sendRefusal(response, { error, requestId, id, challenge });
  }

  /** What cannot be recorded is answered as that. */
  private async recorded(error: DomainError, request: IncomingMessage, server: string, audit: BridgeAudit) {
    if (error.code === 'audit.write.failed') return error;
    const event = request.headers['mcp-session-id'] === undefined ? 'bridge.session.opened' : 'bridge.called';
    try {
      await audit.refused(server, event, error);
      return error;
    } catch (unrecorded) {
      return foreseen(unrecorded);
    }
  }
}

/**
 * What is no valid request has no id (JSON-RPC 2.0 §5). That a session is gone concerns all of its requests: clients open
 * another where the error has the id of none.
 */
function isOfNoRequest(error: DomainError): boolean {
  return error instanceof MalformedMessage || error.code === 'bridge.session.unknown';
}
