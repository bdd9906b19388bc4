/** Of a status or the like, with the way to ask for all of them. */
export function choicesOf(values: readonly string[]): { readonly value: string; readonly label: string }[] {
  return [{ value: '', label: 'Any' }, ...values.map((value) => ({ value, label: value }))];
}
