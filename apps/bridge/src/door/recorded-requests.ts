import { isJSONRPCRequest } from '@modelcontextprotocol/server';

const RECORDED = new Set(['tools/call', 'resources/read', 'prompts/get']);
const NAME_LENGTH_MAX = 128;

/** The requests of a body that reach for something, by method and name. An address of a resource may name a person. */
export function recordedRequests(body: unknown): readonly Readonly<Record<string, string>>[] {
  const messages: readonly unknown[] = Array.isArray(body) ? body : [body];
  return messages
    .filter((message) => isJSONRPCRequest(message))
    .filter(({ method }) => RECORDED.has(method))
    .map(({ method, params }) => ({ method, ...nameIn(params) }));
}

function nameIn(params: Readonly<Record<string, unknown>> | undefined): { readonly name?: string } {
  const name = params?.['name'];
  return typeof name === 'string' ? { name: name.slice(0, NAME_LENGTH_MAX) } : {};
}
