import {
  inputRequired,
  inputResponse,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { isRecord } from '../json/is-record.js';
import type { PersonAnswer } from '../pipeline/call.request.js';
import type { PersonQuestion } from '../tool/tool.context.js';

type McpRequest = ServerContext['mcpReq'];

/** An answer that came with the request itself, and the token of the question. */
export interface BroughtAnswer {
  readonly answer: PersonAnswer;
  readonly token: string;
}

const KEY = 'confirmation';

/** Beyond these a peer is told of the second call instead: who waits for people takes no more room than this. */
const WAITING_MAX = 8;

const requestedSchema = {
  type: 'object' as const,
  properties: { confirm: { type: 'boolean' as const, title: 'I agree', description: 'Do it as described' } },
  required: ['confirm'],
};

/** Puts questions to the person at the client, each era in its way (MCP elicitation, form mode). */
export class PersonAsker {
  private waiting = 0;

  constructor(private readonly answerMilliseconds: number) {}

  /** By the capabilities that the client has declared, whatever they look like. */
  canAsk(client: unknown): boolean {
    const elicitation = isRecord(client) ? client['elicitation'] : undefined;
    if (!isRecord(elicitation) || this.waiting >= WAITING_MAX) return false;
    // A client that names no mode can show forms: 2025-11-25 keeps that for clients of 2025-06-18.
    return elicitation['form'] !== undefined || elicitation['url'] === undefined;
  }

  /** 2026-07-28: the result says what is missing, and the client makes the call again with it. */
  required({ message, token }: PersonQuestion): InputRequiredResult {
    const confirmation = inputRequired.elicit({ message, requestedSchema });
    return inputRequired({ inputRequests: { [KEY]: confirmation }, requestState: token });
  }

  /** The state comes back through the client and proves nothing by itself: the tool compares it with what it gave out. */
  brought({ inputResponses, requestState }: McpRequest): BroughtAnswer | undefined {
    const view = inputResponse(inputResponses, KEY);
    const token = requestState<unknown>();
    if (view.kind !== 'elicit' || typeof token !== 'string') return undefined;
    return { token, answer: answerIn(view) };
  }

  /** 2025: a request in the other direction, while the call waits. */
  async ask({ send, signal }: McpRequest, { message }: PersonQuestion, hangUp: AbortSignal): Promise<PersonAnswer> {
    this.waiting += 1;
    try {
      const options = { timeout: this.answerMilliseconds, signal: AbortSignal.any([signal, hangUp]) };
      return answerIn(await send({ method: 'elicitation/create', params: { message, requestedSchema } }, options));
    } catch {
      // Whether the peer is gone, late, or answers with an error: nobody has agreed, and that goes on the trail.
      return 'unanswered';
    } finally {
      this.waiting -= 1;
    }
  }
}

/** From the client, so unchecked. */
interface Elicited {
  readonly action: string;
  readonly content?: Readonly<Record<string, unknown>> | undefined;
}

function answerIn({ action, content }: Elicited): PersonAnswer {
  return action === 'accept' && content?.['confirm'] === true ? 'agreed' : 'declined';
}
