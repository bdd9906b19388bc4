/** A walk ends at the first thing that is not as it must be. */
export function expectThat(isSo: boolean, sentence: string): asserts isSo {
  if (!isSo) throw new Error(sentence);
}
