import type { DomainError } from '@caregate/core-errors';
import { isRecord } from '../json/is-record.js';
import type { CallOrigin } from '../pipeline/call.origin.js';
import type { CallPipeline } from '../pipeline/call.pipeline.js';
import { tokenArgument, type CallRequest } from '../pipeline/call.request.js';

/**
 * Decides whether a request without a valid bearer token may pass: only a call that needs none, or that brings its
 * token among the arguments. Clients count on a 401 before anything else, to find the authorization server.
 */
export class HttpGate {
  constructor(private readonly pipeline: Pick<CallPipeline<never>, 'isPublic' | 'refuse'>) {}

  /** The refusal, once it is on the audit trail; `undefined` to let the request pass. */
  async refusalOf(body: unknown, origin: CallOrigin): Promise<DomainError | undefined> {
    const error = origin.identity?.error;
    if (error === undefined) return undefined;
    const call = callIn(body);
    if (call === undefined) return error;
    if (this.pipeline.isPublic(call.name) || tokenArgument(call) !== undefined) return undefined;
    await this.pipeline.refuse(call, origin, error);
    return error;
  }
}

/** The call that a body asks for, however the rest of it looks. */
function callIn(body: unknown): CallRequest | undefined {
  if (!isRecord(body) || body['method'] !== 'tools/call' || !isRecord(body['params'])) return undefined;
  const { name, arguments: given } = body['params'];
  return typeof name === 'string' ? { name, arguments: isRecord(given) ? given : undefined } : undefined;
}
