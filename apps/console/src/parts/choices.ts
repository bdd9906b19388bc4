interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What may be chosen of a filter, with the way to ask for all of it. */
export function anyOr(choices: readonly Choice[]): Choice[] {
  return [{ value: '', label: 'Any' }, ...choices];
}

/** The same of words that say themselves what they are. */
export function choicesOf(values: readonly string[]): Choice[] {
  return anyOr(values.map((value) => ({ value, label: value })));
}
