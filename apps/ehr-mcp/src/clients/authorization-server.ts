import { DomainError } from '@caregate/core-errors';

const TIMEOUT_MILLISECONDS = 5_000;

/** One request to the authorization server; nothing is followed elsewhere, for it carries credentials. */
export async function askAuthorizationServer(url: string, request: RequestInit): Promise<Response> {
  const response = await fetched(url, request);
  if (response.status === 429) throw new DomainError('request.too_many');
  if (response.status >= 500) throw new DomainError('service.unavailable');
  return response;
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
export function basicCredentials(clientId: string, clientSecret: string): string {
  const encoded = [clientId, clientSecret].map((half) => new URLSearchParams([['', half]]).toString().slice(1));
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;
}

async function fetched(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS), ...request });
  } catch (error) {
    throw new DomainError('service.unavailable', { cause: error });
  }
}
