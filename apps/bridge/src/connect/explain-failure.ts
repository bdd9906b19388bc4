import { OAuthClientFlowError, OAuthError, SdkHttpError, UnauthorizedError } from '@modelcontextprotocol/client';
import { ConnectFailed } from './connect-failed.error.js';

/** Whatever went wrong, in one sentence and without tokens or stack. */
export function explainFailure(error: unknown): ConnectFailed {
  if (error instanceof ConnectFailed) return error;
  if (error instanceof OAuthError)
    return new ConnectFailed(`The authorization server refused: ${error.message} (${error.code}).`, 3, error);
  if (error instanceof OAuthClientFlowError) return new ConnectFailed(`The sign-in failed: ${error.message}`, 3, error);
  if (error instanceof UnauthorizedError)
    return new ConnectFailed('The server wants a sign-in, and none was completed.', 3, error);
  if (error instanceof SdkHttpError) return ofStatus(error);
  if (isUnreachable(error)) return new ConnectFailed(`The server cannot be reached (${codeOf(error)}).`, 4, error);
  return new ConnectFailed(error instanceof Error ? error.message : 'Something went wrong.', 1, error);
}

function ofStatus(error: SdkHttpError): ConnectFailed {
  const { status } = error.data;
  const said = saidBy(error);
  if (status === 401) return new ConnectFailed('The server does not accept the sign-in.', 3, error);
  return new ConnectFailed(said ?? `The server answered ${status}.`, 5, error);
}

/** The message of a JSON-RPC error or of a problem (RFC 9457) in a refused answer. */
function saidBy({ data: { text } }: SdkHttpError): string | undefined {
  const body = typeof text === 'string' && text.startsWith('{') ? parse(text) : undefined;
  const message = body?.error?.message ?? body?.detail ?? body?.title;
  return typeof message === 'string' ? message : undefined;
}

function parse(text: string): { error?: { message?: unknown }; detail?: unknown; title?: unknown } | undefined {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `fetch` says only that it failed; why stands in the cause. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'fetch failed';
}

function codeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'no connection';
}
