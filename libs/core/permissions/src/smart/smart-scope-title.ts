import { areasOf } from './areas-of.js';
import { smartScopeOf } from './offered-smart-scopes.js';
import type { SmartScope } from './smart-scope.js';

const whose: Readonly<Record<SmartScope['context'], string>> = {
  patient: 'in your own record',
  user: 'in the records that you may see',
  system: 'in all records',
};

/** The sentence for the consent page, or nothing for what is no such scope. */
export function smartScopeTitle(name: string): string | undefined {
  const scope = smartScopeOf(name);
  if (scope === undefined) return undefined;
  const what = scope.type === '*' ? 'everything' : listed(areasOf(scope).map(({ words }) => words));
  return `${verbOf(scope)} ${what}${scope.type === 'Practitioner' ? '' : ` ${whose[scope.context]}`}`;
}

function verbOf({ actions }: SmartScope): string {
  if (!actions.includes('s')) return 'Read';
  return actions.includes('r') ? 'Find and read' : 'Find';
}

function listed(words: readonly string[]): string {
  return words.join(' and ');
}
