import type { Caller, Role } from '@caregate/core-permissions';

const clinical: readonly Role[] = ['doctor', 'nurse', 'radiologist', 'technician', 'referring-doctor', 'system'];

/**
 * Who is shown what an entry said that was entered in error: it may be of another person, so that it is for those who
 * treat the patient. Who is the patient, or of the family, is told that there was one; clinicians are patients there too.
 */
export function seesWithdrawn({ role }: Pick<Caller, 'role'>, via: string): boolean {
  return clinical.includes(role) && via !== 'self' && via !== 'family';
}
