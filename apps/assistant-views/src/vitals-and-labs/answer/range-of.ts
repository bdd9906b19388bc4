/** Both ends are inside, as far as a chart can show. */
export interface Range {
  readonly low: number | undefined;
  readonly high: number | undefined;
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const BETWEEN = new RegExp(String.raw`^\s*${NUMBER}\s*(?:-|–|to)\s*${NUMBER}\D*$`);
const ONE_SIDED = new RegExp(String.raw`^\s*(<=?|≤|>=?|≥)\s*${NUMBER}\D*$`);

/** The bands of a reference text, of which `90-119/60-79` has two; none for words that no band can be drawn of. */
export function rangesOf(reference: string | undefined): readonly Range[] {
  const whole = rangeOf(reference);
  if (whole !== undefined || reference === undefined) return whole === undefined ? [] : [whole];
  const parts = reference.split('/').map(rangeOf);
  return parts.every((part) => part !== undefined) ? parts : [];
}

/** The band of a reference text such as `70-99` or `<= 5.6`; `undefined` for words that no band can be drawn of. */
function rangeOf(reference: string | undefined): Range | undefined {
  if (reference === undefined) return undefined;
  const [, low, high] = BETWEEN.exec(reference) ?? [];
  if (low !== undefined && high !== undefined) return { low: Number(low), high: Number(high) };
  const [, sign, bound] = ONE_SIDED.exec(reference) ?? [];
  if (sign === undefined || bound === undefined) return undefined;
  const value = Number(bound);
  return /[<≤]/.test(sign) ? { low: undefined, high: value } : { low: value, high: undefined };
}
