import { observationCategories, smartAreas, type SmartArea } from './smart-areas.js';
import type { SmartScope } from './smart-scope.js';

/** The parts of the record that a scope speaks of; a filter that cannot be kept leaves none. */
export function areasOf({ type, filter }: Pick<SmartScope, 'type' | 'filter'>): readonly SmartArea[] {
  const all = type === '*' ? Object.values(smartAreas).flat() : Object.hasOwn(smartAreas, type) ? smartAreas[type] : [];
  return (all ?? []).filter(({ category }) => filter.every((pair) => type !== '*' && keeps(pair, category)));
}

function keeps([name, value]: readonly [string, string], category: string | undefined): boolean {
  return (
    name === 'category' && category !== undefined && [category, `${observationCategories}|${category}`].includes(value)
  );
}
