import { ruleOf, type Scope } from '@caregate/core-permissions';
import type { ProxiedServer } from '../proxied/proxied-server.config.js';

/** What a client asks for to be let in; nothing, where nobody is. */
export function scopesOf({ permission, scope }: Pick<ProxiedServer, 'permission' | 'scope'>): readonly Scope[] {
  const ofPermission = permission === undefined ? [] : ruleOf(permission).scopes.slice(0, 1);
  return [...new Set([...ofPermission, ...(scope === undefined ? [] : [scope])])];
}
