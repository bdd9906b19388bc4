import type { CallOrigin } from '../pipeline/call.origin.js';
import type { CallOutcome } from '../pipeline/call.outcome.js';
import type { CallPipeline } from '../pipeline/call.pipeline.js';
import type { CallRequest } from '../pipeline/call.request.js';
import type { ToolListing } from '../tool/tool.listing.js';

/** How the server at hand has its requests answered. */
export interface Answers {
  readonly era: CallOrigin['era'];
  readonly call: (request: CallRequest, signal: AbortSignal) => Promise<CallOutcome>;
  /** For the tools of completions, which are not listed. */
  readonly complete: (request: CallRequest, signal: AbortSignal) => Promise<CallOutcome>;
  readonly list: (signal: AbortSignal) => Promise<readonly ToolListing[]>;
  /** Aborts when the peer of the request at hand hangs up. */
  readonly hangUp: () => AbortSignal;
}

export interface AnsweringParts {
  readonly pipeline: Pick<CallPipeline<never>, 'call' | 'list'>;
  readonly completing: Pick<CallPipeline<never>, 'call'>;
}

/** What the pipeline answers to requests from there, as the SDK asks for it. */
export function answersOf(
  { pipeline, completing }: AnsweringParts,
  era: CallOrigin['era'],
  origin: () => CallOrigin,
): Answers {
  return {
    era,
    call: (request, signal) => pipeline.call(request, { ...origin(), era, signal }),
    complete: (request, signal) => completing.call(request, { ...origin(), era, signal }),
    list: (signal) => pipeline.list({ ...origin(), era, signal }),
    hangUp: () => origin().signal,
  };
}
