import { ProviderUnreachable } from './provider-unreachable.error.js';

/** The object in a JSON text. A maintenance page with status 200 is no answer. */
export function jsonObjectOf(text: string): Readonly<Record<string, unknown>> {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ProviderUnreachable('The provider answered something that is no JSON object.');
  return { ...value };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which may hold a token.
    throw new ProviderUnreachable('The provider answered something that is no JSON.');
  }
}
