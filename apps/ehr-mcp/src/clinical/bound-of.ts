/** What is known of a value that was not measured exactly. */
export type Comparator = '<' | '<=' | '>=' | '>';

export interface Bound {
  readonly comparator: Comparator;
  readonly value: number;
}

const comparators: Readonly<Record<string, Comparator>> = {
  '<': '<',
  '<=': '<=',
  '\u2264': '<=',
  '>=': '>=',
  '\u2265': '>=',
  '>': '>',
};

/** `> 200`; `undefined` for all other words. */
export function boundOf(text: string): Bound | undefined {
  const [, sign = '', digits] = /^(<=|>=|[<>\u2264\u2265])\s*(-?\d+(?:\.\d+)?)$/.exec(text.trim()) ?? [];
  const comparator = comparators[sign];
  return comparator === undefined || digits === undefined ? undefined : { comparator, value: Number(digits) };
}
