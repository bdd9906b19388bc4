import { areasOf, ruleOf, smartScopeOf } from '@caregate/core-permissions';
import { LAUNCH_PATIENT } from './launch-scope.js';

/**
 * Whether one of these scopes is the asked one, or opens all that the asked one does: a scope of SMART opens by type and
 * interaction what ours open as a whole, so whoever may be given ours may be given the narrower.
 */
export function offers(scopes: Iterable<string>, asked: string): boolean {
  const all = new Set(scopes);
  if (all.has(asked)) return true;
  if (asked === LAUNCH_PATIENT) return all.has('read:own_records');
  const smart = smartScopeOf(asked);
  if (smart === undefined) return false;
  if (smart.context === 'patient' && all.has('read:own_records')) return true;
  return areasOf(smart).every(({ permission }) => all.has(ruleOf(permission).scopes[0]));
}
