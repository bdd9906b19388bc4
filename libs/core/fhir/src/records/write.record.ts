/** One write to the record, as its own table of provenance keeps it. */
export interface WriteRecord {
  readonly id: string;
  /** FHIR type of what was written. */
  readonly targetType: string;
  readonly targetId: string;
  readonly activity: 'create' | 'update' | 'nullify';
  readonly reason: string | null;
  readonly actorSubject: string;
  /** Empty where that was not kept. */
  readonly actorRole: string | null;
  readonly actorClient: string;
  readonly onBehalfOf: string | null;
  readonly recordedAt: Date;
}
