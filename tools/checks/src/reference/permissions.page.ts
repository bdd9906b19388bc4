import {
  permissions,
  permissionsOf,
  roles,
  ruleOf,
  scopes,
  type Permission,
  type Role,
} from '@caregate/core-permissions';
import { code, page, table } from './markdown.js';

const permissionNames = Object.keys(permissions) as Permission[];
const roleNames = Object.keys(roles) as Role[];

/** The one table that every door asks; `libs/core/permissions` decides by it. */
export function permissionsPage(): string {
  const body = [
    '## Scopes',
    table(
      ['Scope', 'Shown on the consent page as'],
      Object.entries(scopes).map(([name, text]) => [code(name), text]),
    ),
    '## Permissions',
    table(
      ['Permission', 'Any of these scopes', 'Own record also by', 'Needs a relationship'],
      permissionNames.map(rowOf),
    ),
    '## Roles',
    table(
      ['Permission', ...roleNames],
      permissionNames.map((name) => [
        code(name),
        ...roleNames.map((role) => (permissionsOf(role).includes(name) ? '●' : '')),
      ]),
    ),
  ].join('\n\n');
  return page('Permissions', 'A call is allowed when role, scope and relationship to the patient all hold.', body);
}

function rowOf(name: Permission): string[] {
  const rule = ruleOf(name);
  const list = (each: readonly string[] = []) => each.map(code).join(', ');
  return [code(name), list(rule.scopes), list(rule.ownScopes), rule.subject === 'patient' ? 'yes' : ''];
}
