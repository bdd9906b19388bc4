import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallOrigin } from '../../pipeline/call.origin.js';
import type { CallOutcome, ScopeRefused } from '../../pipeline/call.outcome.js';
import { answersOf, type AnsweringParts, type Answers } from '../../sdk/answers.js';

/** One HTTP request on its way through the SDK. */
export interface Exchange {
  readonly origin: CallOrigin;
  /** Of the JSON-RPC request. */
  readonly id: string | number | null;
  /** A batch is not challenged: some of its calls may have been carried out. */
  readonly isBatch: boolean;
  /** What the call of this request came to already; the SDK puts the question that it led to. */
  first?: CallOutcome | undefined;
  scopeRefused?: ScopeRefused;
}

/** Leads what the SDK asks back to the HTTP request for which it asks. */
export class Exchanges {
  private readonly storage = new AsyncLocalStorage<Exchange>();

  constructor(private readonly parts: AnsweringParts) {}

  get current(): Exchange | undefined {
    return this.storage.getStore();
  }

  run<T>(exchange: Exchange, work: () => T): T {
    return this.storage.run(exchange, work);
  }

  answers(era: CallOrigin['era']): Answers {
    const answers = answersOf(this.parts, era, () => this.required().origin);
    return {
      ...answers,
      call: async (request, signal) => {
        const exchange = this.required();
        const { first } = exchange;
        exchange.first = undefined;
        const outcome = first ?? (await answers.call(request, signal));
        if (outcome.kind === 'result' && outcome.scopeRefused !== undefined)
          exchange.scopeRefused = outcome.scopeRefused;
        return outcome;
      },
    };
  }

  private required(): Exchange {
    if (this.current === undefined) throw new Error('The SDK asks for something outside of a request.');
    return this.current;
  }
}
