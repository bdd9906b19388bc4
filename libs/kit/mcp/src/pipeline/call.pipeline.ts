import { randomUUID } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import { AccessRefused } from '@caregate/kit-access';
import type { LoggerPort } from '../ports/logger.port.js';
import type { MetricsPort } from '../ports/metrics.port.js';
import type { RequestContextPort, RequestFacts } from '../ports/request-context.port.js';
import type { TokenVerifierPort } from '../ports/token-verifier.port.js';
import { shownListings } from '../tool/shown-listings.js';
import type { ToolListing } from '../tool/tool.listing.js';
import type { ToolRegistry } from '../tool/tool.registry.js';
import { factsOf, unhappyEnd, type CallFacts } from './call.facts.js';
import type { CallOrigin } from './call.origin.js';
import type { CallOutcome } from './call.outcome.js';
import type { CallRequest } from './call.request.js';
import { CallWork, type WorkParts } from './call.work.js';
import { withDeadline } from './deadline.js';
import { foreseen } from './fault.js';
import type { Identity } from './identity.js';
import { presentedIdentity } from './presented-identity.js';
import { RunningCalls } from './running.calls.js';
import { errorResult, successResult, type ErrorFields } from './tool.result.js';

export interface PipelineParts<S> extends WorkParts<S> {
  readonly tools: ToolRegistry<S>;
  readonly verifier: TokenVerifierPort;
  readonly logger: LoggerPort;
  readonly metrics: MetricsPort | undefined;
  readonly requestContext: RequestContextPort | undefined;
  readonly errorFields?: ErrorFields;
  /** How long a call may take. */
  readonly callMilliseconds: number;
}

/** The way of every call, whatever the transport: parse → authenticate → authorize → record → run → parse → answer. */
export class CallPipeline<S> {
  private readonly running = new RunningCalls();
  private readonly work: CallWork<S>;
  private readonly onCut = (end: (error: Error) => void) => this.running.onCut(end);

  constructor(private readonly parts: PipelineParts<S>) {
    this.work = new CallWork(parts);
  }

  call(request: CallRequest, origin: CallOrigin): Promise<CallOutcome> {
    return this.running.track(() => this.answer(request, origin, performance.now()));
  }

  /**
   * The tools that whoever asks could open; a token that is good for nothing opens what is open to everybody. Who has
   * shown none yet is shown all: clients of the older server list first, and bring a token with each call.
   */
  list(origin: CallOrigin, params?: CallRequest['arguments']): Promise<readonly ToolListing[]> {
    return this.running.track(async () => {
      const asked = { name: 'tools/list', arguments: params };
      const { caller, error } = await presentedIdentity(asked, origin, this.parts);
      if (error?.code === 'token.absent') return this.parts.tools.all.map(({ listing }) => listing);
      return shownListings(this.parts.tools.all, caller);
    });
  }

  /** Puts a call on the trail that its door turned away. */
  async refuse({ name }: CallRequest, origin: CallOrigin, error: DomainError): Promise<void> {
    const tool = this.parts.tools.find(name);
    const requestId = origin.requestId ?? randomUUID();
    this.observe(tool?.name ?? 'unknown', origin, 'refused', performance.now(), error);
    if (tool === undefined) return this.parts.audit.unknownTool(origin, requestId, error);
    return this.parts.audit.ended(factsOf(tool, origin, requestId), error);
  }

  isPublic(name: string): boolean {
    return this.parts.tools.find(name)?.permission === 'public';
  }

  /** `false` where there is no such tool. */
  isReadOnly(name: string): boolean {
    return this.parts.tools.find(name)?.listing.annotations.readOnlyHint === true;
  }

  /** Resolves when no call is running. */
  idle(): Promise<void> {
    return this.running.idle();
  }

  /** Answers every call that is running that the service stops, and undoes what it has not finished. */
  cut(): void {
    this.running.cut(new DomainError('service.stopping'));
  }

  private async answer(request: CallRequest, origin: CallOrigin, started: number): Promise<CallOutcome> {
    const requestId = origin.requestId ?? randomUUID();
    const tool = this.parts.tools.find(request.name);
    if (tool === undefined) return this.answerUnknown(origin, requestId, started);
    const facts = factsOf(tool, origin, requestId);
    const identity = await presentedIdentity(request, origin, this.parts);
    facts.caller = identity.caller;
    const attempt = () => this.attempt(request, identity, facts, started);
    return this.parts.requestContext?.run(requestFacts(facts), attempt) ?? attempt();
  }

  private async answerUnknown(origin: CallOrigin, requestId: string, started: number): Promise<CallOutcome> {
    const unknown = new DomainError('mcp.tool.unknown');
    const error = await this.orFault(unknown, this.parts.audit.unknownTool(origin, requestId, unknown), requestId);
    this.observe('unknown', origin, 'refused', started, error);
    return { kind: 'unknown-tool', error, requestId };
  }

  private async attempt(
    request: CallRequest,
    identity: Identity,
    facts: CallFacts<S>,
    started: number,
  ): Promise<CallOutcome> {
    const { tool, origin } = facts;
    try {
      const ends = { milliseconds: this.parts.callMilliseconds, hangUp: origin.signal, onCut: this.onCut };
      const { output, images, question } = await withDeadline(ends, (signal) =>
        this.work.perform(request, identity, facts, signal),
      );
      const result = successResult(output, images);
      this.observe(tool.name, origin, 'success', started);
      return { kind: 'result', result, ...(question !== undefined && { question }) };
    } catch (thrown) {
      return this.answerUnhappily(thrown, facts, started);
    }
  }

  private async answerUnhappily(thrown: unknown, facts: CallFacts<S>, started: number): Promise<CallOutcome> {
    const { tool, origin, requestId } = facts;
    const ended = foreseen(thrown, this.parts.logger, { tool: tool.name, requestId });
    const error = await this.orFault(ended, this.recordEnd(facts, ended), requestId);
    this.observe(tool.name, origin, unhappyEnd(facts, error), started, error);
    const result = errorResult(tool.name, error, requestId, this.parts.errorFields);
    if (error instanceof AccessRefused && error.code === 'access.scope.insufficient')
      return { kind: 'result', result, scopeRefused: { scopes: error.requiredScopes, requestId } };
    return { kind: 'result', result };
  }

  /** A trail that could not be written once is not asked again. */
  private async recordEnd(facts: CallFacts<S>, error: DomainError): Promise<void> {
    if (error.code !== 'audit.write.failed') await this.parts.audit.ended(facts, error);
  }

  /** `error` once it is on the trail; why it is not, when it could not be put there. */
  private async orFault(error: DomainError, recorded: Promise<void>, requestId: string): Promise<DomainError> {
    try {
      await recorded;
      return error;
    } catch (fault) {
      return foreseen(fault, this.parts.logger, { requestId });
    }
  }

  private observe(
    tool: string,
    { transport, era }: CallOrigin,
    outcome: 'success' | 'refused' | 'failure',
    started: number,
    error?: DomainError,
  ): void {
    const seconds = (performance.now() - started) / 1000;
    const code = error === undefined ? {} : { code: error.code };
    this.parts.metrics?.callFinished({ tool, transport, era, outcome, seconds, ...code });
  }
}

function requestFacts({ requestId, origin, caller }: CallFacts<never>): RequestFacts {
  const { transport, address, userAgent } = origin;
  return {
    requestId,
    transport,
    ...(address !== undefined && { address }),
    ...(userAgent !== undefined && { userAgent }),
    ...(caller !== undefined && { caller }),
  };
}
