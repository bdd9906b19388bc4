import { DomainError } from '@caregate/core-errors';
import type { AuthorizedContext } from '@caregate/kit-mcp';
import { notFoundMessage } from './patient-not-found.js';

/** The patient whom the tool's resolver found, or the older server's words for nobody. */
export function requiredPatient({ patientId }: Pick<AuthorizedContext, 'patientId'>, mrn: string): string {
  if (patientId === undefined) throw new DomainError('ehr.patient.not_found', { publicMessage: notFoundMessage(mrn) });
  return patientId;
}
