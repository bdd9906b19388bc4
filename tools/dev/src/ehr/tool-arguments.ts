import { StartRefused } from '../stack/words/start-refused.error.js';
import type { TryListing } from './try-client.js';

/** `k=v` as the tool's own schema wants it: text stays text, everything else is JSON. */
export function toolArguments({ name, inputSchema }: TryListing, given: readonly string[]): Record<string, unknown> {
  const known = Object.keys(inputSchema.properties);
  return Object.fromEntries(
    given.map((each) => {
      const [key = '', ...rest] = each.split('=');
      const property = inputSchema.properties[key];
      if (property === undefined)
        throw new StartRefused(`${name} has no argument "${key}".`, `It knows: ${known.join(', ')}.`);
      if (rest.length === 0) throw new StartRefused(`--arg ${key} has no value.`, `Write it as --arg ${key}=….`);
      const text = rest.join('=');
      return [key, property.type === 'string' ? text : parsed(key, text)];
    }),
  );
}

function parsed(key: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StartRefused(`The argument "${key}" is no text here.`, `Write it as JSON, such as ${key}=5.`);
  }
}
