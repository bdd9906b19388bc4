/** What of several may be of the past, as R4 datatypes.html#dates has it. */
interface Dated {
  readonly use?: string | undefined;
  readonly period?: { readonly end?: string | undefined } | undefined;
}

const past: readonly (string | undefined)[] = ['old', 'maiden', 'anonymous', 'temp', 'billing'];

/** What holds now before what held once; among these the preferred use, then as they are written. */
export function inOrderOfUse<T extends Dated>(
  all: readonly T[] | undefined,
  preferred: readonly string[] = [],
): readonly T[] {
  const rank = ({ use, period }: Dated) => {
    const place = preferred.indexOf(use ?? '');
    return (
      (past.includes(use) ? 200 : 0) + (period?.end === undefined ? 0 : 100) + (place < 0 ? preferred.length : place)
    );
  };
  return (all ?? []).toSorted((one, other) => rank(one) - rank(other));
}
