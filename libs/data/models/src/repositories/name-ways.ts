/** One reading of what somebody typed; an empty part is not asked for. */
export interface NameWay {
  readonly first: string;
  readonly last: string;
}

const WORDS_MAX = 5;

/**
 * Every way to read a search term as first and last name, in either order and with names of several words: "van der
 * merwe" may be a last name, "merwe thabo" a last name before a first.
 */
export function nameWays(term: string): NameWay[] {
  const words = term
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .slice(0, WORDS_MAX);
  return words.flatMap((_word, at) => {
    const before = words.slice(0, at).join(' ');
    const after = words.slice(at).join(' ');
    return [
      { first: before, last: after },
      { first: after, last: before },
    ];
  });
}
