import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { AddressRanges } from '../context/address-ranges.js';
import { clientAddress } from '../context/client-address.js';
import { runInContext, type RequestContext } from '../context/request-context.js';
import { requestIdFrom } from '../context/request-id.js';
import type { ServiceState } from '../lifecycle/service-state.js';
import type { Logger } from '../logging/logger.js';
import type { RequestMetrics } from '../metrics/request-metrics.js';
import { answeredPreflight } from './metadata-preflight.js';
import { hasTwoHosts } from './request-line.js';

/** Asked every few seconds by machines; worth a line only to whoever looks for one. */
const PROBES = new Set(['/health', '/ready', '/live', '/metrics']);

export interface ObserverParts {
  readonly logger: Logger;
  readonly metrics: RequestMetrics;
  readonly state: ServiceState;
  /** Peers whose `X-Forwarded-For` is believed. */
  readonly proxies: AddressRanges;
  /** Set on every answer, whoever writes it. */
  readonly headers: readonly (readonly [string, string])[];
}

/** Stands around every request of either framework: context, headers, refusal while stopping, access line and metrics. */
export class RequestObserver {
  constructor(private readonly parts: ObserverParts) {}

  /** `routeOf` is asked when the answer ends, because Express knows the route only then. */
  enter(
    request: IncomingMessage,
    response: ServerResponse,
    routeOf: () => string | undefined,
    next: (error?: Error) => void,
  ): void {
    const context = this.contextOf(request);
    response.setHeader('x-request-id', context.requestId);
    for (const [name, value] of this.parts.headers) response.setHeader(name, value);
    this.watch(request, response, context, routeOf);
    const { leaving, stopping } = this.parts.state;
    if (leaving || stopping) response.setHeader('connection', 'close');
    if (answeredPreflight(request, response)) return;
    runInContext(context, () => next(refusalOf(request, stopping)));
  }

  private contextOf({ headers, socket }: IncomingMessage): RequestContext {
    return {
      requestId: requestIdFrom(headers['x-request-id']),
      transport: 'http',
      address: clientAddress(socket.remoteAddress, headers['x-forwarded-for']?.toString(), this.parts.proxies),
      userAgent: headers['user-agent'],
      caller: undefined,
      admission: undefined,
      route: undefined,
      errorCode: undefined,
      requiredScopes: undefined,
    };
  }

  private watch(
    request: IncomingMessage,
    response: ServerResponse,
    context: RequestContext,
    routeOf: () => string | undefined,
  ): void {
    const startedAt = performance.now();
    this.parts.state.requestStarted();
    // Comes after `finish`, and also when the client goes away before.
    response.on('close', () => {
      const milliseconds = performance.now() - startedAt;
      context.route ??= routeOf() ?? 'unmatched';
      this.count(request, response, context.route, milliseconds);
      this.writeLine(request, response, context, milliseconds);
      this.parts.state.requestEnded();
    });
  }

  private count({ method = '' }: IncomingMessage, response: ServerResponse, route: string, milliseconds: number): void {
    this.parts.metrics.ended({ method, route, status: response.statusCode, seconds: milliseconds / 1000 });
  }

  private writeLine(
    { method }: IncomingMessage,
    { statusCode, writableFinished }: ServerResponse,
    { requestId, address, caller, route = '', errorCode }: RequestContext,
    milliseconds: number,
  ): void {
    const facts = {
      requestId,
      method,
      route,
      status: statusCode,
      durationMilliseconds: Math.round(milliseconds * 100) / 100,
      address,
      subject: caller?.subject,
      clientId: caller?.clientId,
      code: errorCode,
      aborted: writableFinished ? undefined : true,
    };
    this.parts.logger[PROBES.has(route) ? 'debug' : 'info'](facts, 'request');
  }
}

function refusalOf(request: IncomingMessage, stopping: boolean): DomainError | undefined {
  if (stopping) return new DomainError('service.stopping');
  return hasTwoHosts(request) ? new DomainError('request.invalid', { detail: { part: 'Host' } }) : undefined;
}
