import { isJSONRPCNotification, isJSONRPCRequest } from '@modelcontextprotocol/server';

/** What clients do to know a server. All else may reach for something, also by a method that only that server knows. */
const UNRECORDED = new Set([
  'initialize',
  'ping',
  'logging/setLevel',
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
]);
const UNRECORDED_NOTICES = 'notifications/';
const NAME_LENGTH_MAX = 128;

/**
 * The messages of a body that reach for something, by method and name: also those that ask for no answer, which a server
 * may act upon all the same. An address of a resource may name a person.
 */
export function recordedRequests(body: unknown): readonly Readonly<Record<string, string>>[] {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  return messages
    .filter((message) => isJSONRPCRequest(message) || isJSONRPCNotification(message))
    .filter(({ method }) => !UNRECORDED.has(method) && !method.startsWith(UNRECORDED_NOTICES))
    .map(({ method, params }) => ({ method: method.slice(0, NAME_LENGTH_MAX), ...nameIn(params) }));
}

function nameIn(params: Readonly<Record<string, unknown>> | undefined): { readonly name?: string } {
  const name = params?.['name'];
  return typeof name === 'string' ? { name: name.slice(0, NAME_LENGTH_MAX) } : {};
}
