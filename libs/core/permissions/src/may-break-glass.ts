import type { Caller } from './caller.js';
import { permissionsOf } from './roles.js';

/** Only a person breaks the glass: no machine, and nobody who acts for somebody else. */
export function mayBreakGlass({ kind, role, onBehalfOf }: Caller): boolean {
  return kind === 'user' && onBehalfOf === undefined && permissionsOf(role).includes('break-glass:open');
}
