import type { Observation, Quantity } from 'fhir/r4.js';
import { quantity } from './elements.js';

type WordedValue = Pick<Observation, 'valueQuantity' | 'valueRatio' | 'valueRange'>;
type Comparator = NonNullable<Quantity['comparator']>;

const number = String.raw`-?\d+(?:\.\d+)?`;
const bound = new RegExp(`^(<=|>=|<|>) ?(${number})$`);
const ratio = new RegExp(`^(?:(<=|>=|<|>) ?)?(${number}):(${number})$`);
const range = new RegExp(`^(${number}) ?- ?(${number})$`);

/**
 * Words that are a measurement with a unit: a bound (`< 5`), a ratio (`1:160`, of which a comparator is that of the
 * dilution), a range (`0-2`). R4 has a type for each, in which the unit has its place; `undefined` for all other words.
 */
export function wordedValue(text: string, unit: string): WordedValue | undefined {
  const [, comparator, limit] = bound.exec(text) ?? [];
  if (limit !== undefined) return { valueQuantity: compared(quantity(Number(limit), unit), comparator) };
  const [, beyond, over, under] = ratio.exec(text) ?? [];
  if (over !== undefined && under !== undefined)
    return {
      valueRatio: {
        numerator: { ...quantity(Number(over), unit) },
        denominator: compared({ value: Number(under) }, beyond),
      },
    };
  const [, low, high] = range.exec(text) ?? [];
  if (low === undefined || high === undefined || Number(low) > Number(high)) return undefined;
  return { valueRange: { low: { ...quantity(Number(low), unit) }, high: { ...quantity(Number(high), unit) } } };
}

interface Part {
  readonly value?: number | undefined;
  readonly comparator?: string | undefined;
}

interface Worded {
  readonly valueQuantity?: Part | undefined;
  readonly valueRatio?: { readonly numerator?: Part | undefined; readonly denominator?: Part | undefined } | undefined;
  readonly valueRange?: { readonly low?: Part | undefined; readonly high?: Part | undefined } | undefined;
}

/** The same in words; `undefined` for a value that is none of these, also one number alone. */
export function wordsOf({ valueQuantity, valueRatio, valueRange }: Worded): string | undefined {
  const { numerator, denominator } = valueRatio ?? {};
  const { low, high } = valueRange ?? {};
  if (valueQuantity?.comparator !== undefined) return boundOf(valueQuantity, valueQuantity.comparator);
  if (numerator?.value !== undefined && denominator?.value !== undefined)
    return `${denominator.comparator === undefined ? '' : `${denominator.comparator} `}${numerator.value}:${denominator.value}`;
  if (low?.value === undefined) return boundOf(high, '<=');
  return high?.value === undefined ? boundOf(low, '>=') : `${low.value}-${high.value}`;
}

function boundOf(part: Part | undefined, comparator: string): string | undefined {
  return part?.value === undefined ? undefined : `${comparator} ${part.value}`;
}

function compared(of: Quantity | undefined, comparator: string | undefined): Quantity {
  return { ...of, ...(isComparator(comparator) && { comparator }) };
}

function isComparator(text: string | undefined): text is Comparator {
  return text === '<' || text === '<=' || text === '>=' || text === '>';
}
