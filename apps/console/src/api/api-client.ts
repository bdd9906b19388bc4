import { agentErrorBody, authStatus, problem } from '@caregate/core-contracts';
import { z } from 'zod';
import { ApiError } from './api-error.js';
import { paths } from './paths.js';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly signal?: AbortSignal;
}

const NOT_UNDERSTOOD = 'The answer was not understood.';
const UNREACHABLE = 'The service cannot be reached at the moment.';
const UNAVAILABLE = 'The service is not available at the moment.';
const TOO_SLOW = 'The service takes too long to answer.';
const ANSWER_MILLISECONDS_MAX = 30_000;

/**
 * Asks with the session cookie, and lets nothing in that the contract does not know. The browser adds `Origin` and
 * `Sec-Fetch-Site` to unsafe methods, which is what the services go by.
 */
export async function ask<S extends z.ZodType>(schema: S, path: string, call: Call = {}): Promise<z.output<S>> {
  const response = await send(path, call);
  // A changed role ends the tokens of before, not the sign-in: nothing was carried out, so it may be asked once more.
  const answer = response.status === 401 && (await isSignedIn()) ? await send(path, call) : response;
  if (!answer.ok) throw await errorOf(answer);
  const parsed = schema.safeParse(answer.status === 204 ? undefined : await answer.json().catch(() => undefined));
  if (!parsed.success)
    throw new ApiError({ status: answer.status, code: 'console.answer.unexpected', message: NOT_UNDERSTOOD });
  return parsed.data;
}

async function send(path: string, { method = 'GET', body, query = {}, signal }: Call): Promise<Response> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  const patience = AbortSignal.timeout(ANSWER_MILLISECONDS_MAX);
  const init = {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    credentials: 'same-origin',
    redirect: 'error',
  } as const;
  try {
    return await fetch(search === '' ? path : `${path}?${search}`, init);
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    if (patience.aborted) throw new ApiError({ status: 0, code: 'console.timeout', message: TOO_SLOW });
    throw new ApiError({ status: 0, code: 'console.unreachable', message: UNREACHABLE });
  }
}

async function isSignedIn(): Promise<boolean> {
  const answer = await send(paths.status, {});
  const status = authStatus.safeParse(await answer.json().catch(() => undefined));
  return status.success && status.data.authenticated;
}

async function errorOf(response: Response): Promise<ApiError> {
  const { status } = response;
  const retryAfterSeconds = secondsOf(response.headers.get('retry-after'));
  const body: unknown = await response.json().catch(() => undefined);
  const known = problem.safeParse(body);
  if (known.success) {
    const { code, detail, requestId, issues } = known.data;
    return new ApiError({ status, code, message: detail, requestId, retryAfterSeconds, issues });
  }
  const agents = agentErrorBody.safeParse(body);
  if (agents.success) {
    const { code, message, request_id: requestId } = agents.data.error;
    return new ApiError({ status, code, message, requestId, retryAfterSeconds });
  }
  return new ApiError({ status, code: 'console.unavailable', message: UNAVAILABLE, retryAfterSeconds });
}

/** Of the two forms of `Retry-After` the one that our services use. */
function secondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/u.test(header) ? Number(header) : undefined;
}
