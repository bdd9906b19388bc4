import { observationCategories, smartAreas } from './smart-areas.js';
import { formatSmartScope, parseSmartScope, type SmartScope } from './smart-scope.js';

const contexts: readonly SmartScope['context'][] = ['patient', 'user', 'system'];
const reading = ['r', 's'] as const;

/** The SMART scopes to ask for: reading and searching of each type, and of each category of Observation. */
export const smartScopes: readonly string[] = contexts.flatMap((context) =>
  ['*', ...Object.keys(smartAreas)].flatMap((type) => {
    const whole: SmartScope = { context, type, actions: reading, filter: [] };
    return [whole, ...ofCategories(whole)].map(formatSmartScope);
  }),
);

/** Those, the same with one letter less, and their older spelling (SMART App Launch 2.2, "v1 scopes"). */
const accepted: ReadonlySet<string> = new Set(
  smartScopes.flatMap((name) => ['.rs', '.r', '.s', '.read'].map((ending) => name.replace('.rs', ending))),
);

/** Whether it is one that can be granted: the facade is for reading, so nothing that writes is. */
export function isSmartScope(name: string): boolean {
  return accepted.has(name);
}

/** The scope of that name, if it can be granted. */
export function smartScopeOf(name: string): SmartScope | undefined {
  return accepted.has(name) ? parseSmartScope(name) : undefined;
}

function ofCategories(whole: SmartScope): SmartScope[] {
  return (smartAreas[whole.type] ?? []).flatMap(({ category }) =>
    category === undefined
      ? []
      : [{ ...whole, filter: [['category', `${observationCategories}|${category}`] as const] }],
  );
}
