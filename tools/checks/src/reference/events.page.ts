import { auditEventRows } from '@caregate/kit-audit';
import { page, table } from './markdown.js';

/** What can be on the audit trail. */
export function eventsPage(): string {
  const rows = auditEventRows();
  const header = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => Object.values(row).map((value) => String(value ?? '')));
  return page(
    'Audit events',
    'Every event that can be on the audit trail, with the codes by which FHIR and DICOM know it.',
    table(header, cells),
  );
}
