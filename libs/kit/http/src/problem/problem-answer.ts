import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem } from '@caregate/core-contracts';
import type { DomainError } from '@caregate/core-errors';
import { AccessRefused } from '@caregate/kit-access';
import { currentContext } from '../context/request-context.js';
import { asError } from '../logging/as-error.js';
import type { Logger } from '../logging/logger.js';
import type { RequestMetrics } from '../metrics/request-metrics.js';
import { bearerChallenge, type BearerOptions } from './bearer-challenge.js';
import { foreseen } from './foreseen.js';
import { httpStatusOf } from './http-status.js';
import { problemOf } from './problem-of.js';

export interface ProblemAnswerParts {
  readonly logger: Logger;
  readonly metrics: RequestMetrics;
  readonly bearer?: BearerOptions | undefined;
  /** HTML of a problem, for browsers that follow a link or send a form; it must escape what it shows. */
  readonly page?: ((problem: Problem) => string) | undefined;
  /** The shape of errors that callers of an older interface read, in place of a problem. */
  readonly shape?: ((error: DomainError, requestId: string) => object) | undefined;
}

/** Answers with a problem (RFC 9457), on the plain response, since both frameworks and raw handlers have one. */
export class ProblemAnswer {
  constructor(private readonly parts: ProblemAnswerParts) {}

  give(thrown: unknown, response: ServerResponse): void {
    const context = currentContext();
    const error = foreseen(thrown);
    context.errorCode = error.code;
    this.parts.metrics.failed(error.code);
    this.log(error, thrown);
    // An answer that has begun cannot be taken back, only be seen to have failed.
    if (response.headersSent) return void response.destroy();
    const scopes = error instanceof AccessRefused ? error.requiredScopes : context.requiredScopes;
    const challenge = bearerChallenge(error, scopes, this.parts.bearer);
    if (challenge !== undefined) response.setHeader('www-authenticate', challenge);
    // RFC 9110 §15.6.4: what is away comes back, mostly at once, and nobody should have to guess when to ask again.
    if (error.kind === 'unavailable' && !response.hasHeader('retry-after')) response.setHeader('retry-after', '1');
    this.write(response, httpStatusOf(error), this.render(response.req, error, context.requestId));
  }

  /** What the caller did wrong is in the access line by its code; this is for what we did wrong. */
  private log(error: DomainError, thrown: unknown): void {
    if (error.kind === 'internal') this.parts.logger.error({ err: asError(thrown) }, 'a request failed unforeseen');
    if (error.kind === 'unavailable') this.parts.logger.warn({ err: error }, 'a request could not be served');
  }

  private write(response: ServerResponse, status: number, { type, body }: Rendered): void {
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
  }

  private render({ headers }: IncomingMessage, error: DomainError, requestId: string): Rendered {
    const { page, shape } = this.parts;
    if (shape !== undefined)
      return { type: 'application/json; charset=utf-8', body: JSON.stringify(shape(error, requestId)) };
    const problem = problemOf(error, requestId);
    return page !== undefined && headers.accept?.includes('text/html') === true
      ? { type: 'text/html; charset=utf-8', body: page(problem) }
      : { type: 'application/problem+json', body: JSON.stringify(problem) };
  }
}

interface Rendered {
  readonly type: string;
  readonly body: string;
}
