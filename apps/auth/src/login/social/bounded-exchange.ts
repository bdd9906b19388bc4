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

const TIMEOUT_MILLISECONDS = 5000;
const CHARACTERS_MAX = 256 * 1024;

/**
 * One request to a provider, bounded in time and size, following no redirect. The libraries of the strategies bound
 * neither. Throws `ProviderUnreachable` unless the provider itself has decided something.
 */
export async function boundedExchange(url: string, { method = 'GET', headers = {}, body }: BoundedRequest = {}) {
  const answer = await sent(url, {
    method,
    // GitHub answers no request without a User-Agent.
    headers: { accept: 'application/json', 'user-agent': 'CareGate', ...headers },
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
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
