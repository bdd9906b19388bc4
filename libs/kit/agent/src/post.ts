import { setTimeout as pause } from 'node:timers/promises';
import type { AgentLogger } from './agent-options.js';

const ANSWER_MILLISECONDS = 10_000;
/** Where a refusal for being too many says nothing of when. */
const USUAL_SECONDS = 2;
/** Whoever says zero, or names a moment that is over, is not asked without end by everybody at once. */
const WAIT_SECONDS_MIN = 1;
const WAIT_SECONDS_MAX = 3_600;

export interface Posting {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
}

/** Asks, and asks again for as long as it is told to wait: what is refused so was not done. */
export async function post(url: string, posting: Posting, logger?: AgentLogger): Promise<Response> {
  for (;;) {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      ...posting,
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
    });
    const seconds = waitSecondsOf(response);
    if (seconds === undefined) return response;
    await response.body?.cancel();
    logger?.warn({ status: response.status, seconds }, 'asked to come again later');
    await pause(seconds * 1000);
  }
}

/** RFC 6585 §4 and RFC 9110 §15.6.4; the header is a number of seconds or a date (§10.2.3). */
function waitSecondsOf({ status, headers }: Response): number | undefined {
  const said = headers.get('retry-after');
  if (status !== 429 && (status !== 503 || said === null)) return undefined;
  const given = said === null ? Number.NaN : Number(said);
  const seconds = Number.isNaN(given) ? (Date.parse(said ?? '') - Date.now()) / 1000 : given;
  return Number.isNaN(seconds) ? USUAL_SECONDS : Math.min(Math.max(seconds, WAIT_SECONDS_MIN), WAIT_SECONDS_MAX);
}
