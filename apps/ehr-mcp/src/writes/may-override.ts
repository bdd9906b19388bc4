import { decide } from '@caregate/core-permissions';
import type { AuthorizedContext } from '@caregate/kit-mcp';

/** Whether the caller may go against a warning about this patient: a permission of its own, with its own scope. */
export function mayOverride({ caller, relations, patientId }: Overrider, now = new Date()): boolean {
  const question = { caller, relations, permission: 'safety:override', now } as const;
  return decide(patientId === undefined ? question : { ...question, patientId }).allowed;
}

type Overrider = Pick<AuthorizedContext, 'caller' | 'relations' | 'patientId'>;
