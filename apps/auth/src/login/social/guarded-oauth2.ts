import type { BoundedAnswer, Exchange } from './bounded-exchange.js';
import { jsonObjectOf, parsed } from './json-object.js';
import { ProviderRefusal } from './provider-refusal.error.js';
import { ProviderUnreachable } from './provider-unreachable.error.js';

interface OAuth2Client {
  useAuthorizationHeaderforGET(useIt: boolean): void;
}

type Done = (error: unknown, text?: string) => void;

/**
 * Makes the client inside a strategy of `passport-oauth2` wait no longer than bounded, keep tokens out of addresses
 * (RFC 6750 §2.3), and survive what is no JSON: its profile parsers would throw where nobody catches.
 */
export function guardOAuth2(client: OAuth2Client, exchange: Exchange): void {
  client.useAuthorizationHeaderforGET(true);
  const request = (...[method, url, headers, body, , done]: RequestParameters) => {
    const answer =
      method === 'POST'
        ? exchange(url, { method, headers, body }).then(tokenText)
        : exchange(url, { headers }).then(resourceText);
    void handOver(answer, done);
  };
  Object.assign(client, { _request: request });
}

type RequestParameters = [
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string,
  token: string | null,
  done: Done,
];

/** What the strategy throws over the answer ends its run as a failed call would; of two ends the first counts. */
async function handOver(answer: Promise<string>, done: Done): Promise<void> {
  try {
    done(null, await answer);
  } catch (error) {
    done(error);
  }
}

function tokenText({ status, text }: BoundedAnswer): string {
  const answer = tokenObjectOf(text);
  // GitHub says what went wrong with status 200.
  if (status >= 400 || 'error' in answer) throw new ProviderRefusal(Math.max(status, 400), JSON.stringify(answer));
  if (typeof answer['access_token'] !== 'string') throw new ProviderUnreachable('The provider answered no token.');
  return JSON.stringify(answer);
}

function resourceText({ status, text }: BoundedAnswer): string {
  if (status >= 400) throw new ProviderRefusal(status, '');
  parsed(text);
  return text;
}

/** GitHub answers form-encoded to whom it does not take for a reader of JSON. */
function tokenObjectOf(text: string): Readonly<Record<string, unknown>> {
  if (/^(?:access_token|error)=/u.test(text)) return Object.fromEntries(new URLSearchParams(text));
  return jsonObjectOf(text);
}
