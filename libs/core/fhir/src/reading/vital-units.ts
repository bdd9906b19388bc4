import { systems } from '../terms/systems.js';
import type { QuantitySlice } from './slices.js';
import { needed, Unreadable } from './unreadable.js';

type Conversion = (value: number) => number;

const same: Conversion = (value) => value;

/** Units that the R4 vital signs profiles allow and senders use, each on the way to that of our column. */
const conversions: Readonly<Record<string, Readonly<Record<string, Conversion>>>> = {
  'mm[Hg]': { 'mm[Hg]': same, mmHg: same },
  '/min': { '/min': same, '{beats}/min': same, '{Beats}/min': same, '{breaths}/min': same, '{Breaths}/min': same },
  '[degF]': { '[degF]': same, Cel: (value) => (value * 9) / 5 + 32 },
  '%': { '%': same },
  '[lb_av]': { '[lb_av]': same, kg: (value) => value / 0.453_592_37, g: (value) => value / 453.592_37 },
  '[in_i]': { '[in_i]': same, cm: (value) => value / 2.54, m: (value) => value / 0.0254 },
  'kg/m2': { 'kg/m2': same },
};

/**
 * In the unit of the column, as it was given; what had to be converted is as fine as `decimals`, and columns of whole
 * numbers have none. `leftovers` reports every number that this changes.
 */
export function inColumnUnit(quantity: QuantitySlice, unit: string, decimals: number): number {
  const value = needed(quantity.value, 'value[x]');
  if (quantity.comparator !== undefined) throw new Unreadable('value[x].comparator', 'the column holds exact numbers');
  const given = quantity.code ?? quantity.unit ?? '';
  const convert = needed(conversions[unit]?.[given], 'value[x].code', `${systems.ucum}: cannot be said in ${unit}`);
  if (convert === same && decimals > 0) return value;
  const factor = 10 ** decimals;
  return Math.round((convert(value) + Number.EPSILON) * factor) / factor;
}
