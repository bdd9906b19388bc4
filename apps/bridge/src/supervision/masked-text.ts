const LENGTH_MAX = 2_000;
const MASK = '[masked]';

/** Text of a proxied server for the log: without the secrets that it was given, and not without end. */
export function maskedText(text: string, secrets: readonly string[]): string {
  const masked = secrets
    .filter((secret) => secret !== '')
    .reduce((left, secret) => left.replaceAll(secret, MASK), text);
  return masked.trimEnd().slice(0, LENGTH_MAX);
}
