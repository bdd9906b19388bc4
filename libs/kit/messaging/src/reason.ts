/** What to say of an error in one line; some of those of `node:net` have a code and no message. */
export function reasonOf(error: unknown): string {
  return textAt(error, 'message') ?? textAt(error, 'code') ?? String(error);
}

function textAt(error: unknown, key: string): string | undefined {
  const found: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
}
