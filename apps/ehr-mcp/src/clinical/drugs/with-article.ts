/** Letters whose own name begins with a vowel: an NSAID, an SGLT2 inhibitor, but a DPP-4 inhibitor. */
const SPOKEN_WITH_VOWEL = /^[AEFHILMNORSX][A-Z0-9]/;

/** The name of a group after "a" or "an", by how it is spoken. */
export function withArticle(name: string): string {
  const [, letters] = /^([A-Z][A-Z0-9]\S*)/.exec(name) ?? [];
  const vowel = letters === undefined ? /^[aeiou]/i.test(name) : SPOKEN_WITH_VOWEL.test(letters);
  return `${vowel ? 'an' : 'a'} ${name}`;
}
