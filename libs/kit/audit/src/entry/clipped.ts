/** In UTF-16 code units; three bytes each at most in UTF-8, so that the text still fits into an index entry (2,704 bytes). */
const TEXT_LENGTH_MAX = 512;

/**
 * The same value with every text cut to size and made fit for PostgreSQL, which stores neither NUL nor half a surrogate
 * pair. Part of an entry comes from strangers (a user agent, a client id): it must not be able to keep the entry, or the
 * batch in which it travels, off the trail. Nearly every value is fit already and is returned as it is.
 */
export function clipped(value: unknown): unknown {
  if (typeof value === 'string') return isFit(value) ? value : clippedText(value);
  if (typeof value !== 'object' || value === null || Object.entries(value).every(isFitEntry)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [clipped(key), clipped(each)]));
}

function isFitEntry([key, value]: [string, unknown]): boolean {
  return isFit(key) && clipped(value) === value;
}

function isFit(text: string): boolean {
  return text.length <= TEXT_LENGTH_MAX && !SUSPICIOUS.test(text);
}

function clippedText(text: string): string {
  const short = text.length <= TEXT_LENGTH_MAX ? text : `${text.slice(0, TEXT_LENGTH_MAX - 1)}…`;
  return short.replaceAll(UNSTORABLE, '\uFFFD');
}

/** NUL and surrogates, paired or not: quick to look for, because most texts can hold no surrogate at all. */
const SUSPICIOUS = /[\0\uD800-\uDFFF]/;
/** With the flag `u`, Cs matches only a surrogate that has lost its other half. */
const UNSTORABLE = /[\0\p{Cs}]/gu;
