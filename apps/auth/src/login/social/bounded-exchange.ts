import { ProviderUnreachable } from './provider-unreachable.error.js';

export interface BoundedRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface BoundedAnswer {
  readonly status: number;
  readonly text: string;
}

/** One request to a provider. Throws `ProviderUnreachable` unless the provider itself has decided something. */
export type Exchange = (url: string, request?: BoundedRequest) => Promise<BoundedAnswer>;

const CHARACTERS_MAX = 256 * 1024;

/** Requests bounded in time and size, that follow no redirect. The libraries of the strategies bound neither. */
export function boundedExchange(timeoutSeconds: number): Exchange {
  return (url, request = {}) => exchanged(url, request, AbortSignal.timeout(timeoutSeconds * 1000));
}

async function exchanged(
  url: string,
  { method = 'GET', headers = {}, body }: BoundedRequest,
  signal: AbortSignal,
): Promise<BoundedAnswer> {
  const answer = await sent(url, {
    method,
    // GitHub answers no request without a User-Agent.
    headers: { accept: 'application/json', 'user-agent': 'CareGate', ...headers },
    redirect: 'error',
    signal,
    ...(body === undefined ? {} : { body }),
  });
  if (answer.status >= 500 || answer.isLimited) throw new ProviderUnreachable(`The provider said ${answer.status}.`);
  return answer;
}

async function sent(url: string, init: RequestInit): Promise<BoundedAnswer & { readonly isLimited: boolean }> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, isLimited: isLimited(response), text: await textOf(response) };
  } catch (cause) {
    throw new ProviderUnreachable('The provider did not answer.', { cause });
  }
}

async function textOf({ body }: Response): Promise<string> {
  let text = '';
  if (body === null) return text;
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.length > CHARACTERS_MAX) throw new Error('The answer is too long.');
  }
  return text;
}

/** RFC 6585 §4; GitHub says 403 as well when too much was asked. */
function isLimited({ status, headers }: Response): boolean {
  return status === 429 || (status === 403 && headers.get('x-ratelimit-remaining') === '0');
}
