import type { CallTool, ToolAnswer } from '../../host/tool-answer.js';
import type { Subject } from '../answer/answer.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { firstDayOf, type PeriodId } from './period.js';

export interface Wish {
  readonly mrn: string;
  readonly subject: Subject;
  readonly period: PeriodId;
}

const tools = { vitals: 'get_vital_signs', labs: 'get_lab_results' } as const;
const LIMIT = 100;
/** Beyond them the answer says itself that there is more. */
const PAGES_MAX = 5;

/** Asks the server, through the host, for all of a period. */
export async function askFor(call: CallTool, { mrn, subject, period }: Wish, now: Date): Promise<Outcome> {
  const from = firstDayOf(period, now);
  const asked = { mrn, limit: LIMIT, ...(from !== undefined && { from }) };
  const pages: ToolAnswer[] = [];
  let cursor: string | undefined;
  try {
    do {
      pages.push(await call(tools[subject], { ...asked, ...(cursor !== undefined && { cursor }) }));
      cursor = nextOf(outcomeOf(pages));
    } while (cursor !== undefined && pages.length < PAGES_MAX);
    return outcomeOf(pages);
  } catch {
    // Why a host does not carry a call is its own affair: the view learns no more than that.
    return { kind: 'failure', message: 'The assistant did not pass this question on.' };
  }
}

function nextOf(outcome: Outcome): string | undefined {
  return outcome.kind === 'answer' ? outcome.answer.nextCursor : undefined;
}
