import type { AuditAction, AuditEventDefinition } from './audit-event-definition.js';
import { auditEvents } from './audit-events.js';
import { dicomCodes } from './dicom-codes.js';

export interface AuditEventRow {
  readonly name: string;
  readonly title: string;
  readonly action: AuditAction;
  /** Code and, where it is a DICOM code, its meaning. */
  readonly fhirType: string;
  readonly dicomCode: string;
}

/** The catalogue as a table, for `docs/reference/events.md`. */
export function auditEventRows(): AuditEventRow[] {
  return Object.entries<AuditEventDefinition>(auditEvents)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { title, action, fhirType, dicomCode = '' }]) => ({
      name,
      title,
      action,
      fhirType: withMeaning(fhirType),
      dicomCode: withMeaning(dicomCode),
    }));
}

function withMeaning(code: string): string {
  const meaning = Object.entries(dicomCodes).find(([known]) => known === code)?.[1];
  return meaning === undefined ? code : `${code} ${meaning}`;
}
