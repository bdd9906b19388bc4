/** `AuditEvent.action` (https://hl7.org/fhir/R4/valueset-audit-event-action.html): create, read, update, delete, execute. */
export type AuditAction = 'C' | 'R' | 'U' | 'D' | 'E';

/** What a kind of event is called elsewhere, so that an export needs no table of its own. */
export interface AuditEventDefinition {
  /** A short sentence for people who read the trail. */
  readonly title: string;
  /** `AuditEvent.type` (https://hl7.org/fhir/R4/valueset-audit-event-type.html): `rest` or a DICOM audit event id. */
  readonly fhirType: string;
  /**
   * The DICOM code that says it more precisely, for `AuditEvent.subtype`
   * (https://hl7.org/fhir/R4/valueset-audit-event-sub-type.html) and for `EventTypeCode` of DICOM PS3.15 A.5
   * (https://dicom.nema.org/medical/dicom/current/output/chtml/part16/chapter_D.html).
   */
  readonly dicomCode?: string;
  readonly action: AuditAction;
}
