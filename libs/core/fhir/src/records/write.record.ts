/** One write to the record, as its own table of provenance keeps it. */
export interface WriteRecord {
  readonly id: string;
  /** FHIR type of what was written. */
  readonly targetType: string;
  readonly targetId: string;
  /** Ids of Observations that were written with it: the results of a report, the values of one recording. */
  readonly besides: readonly string[];
  readonly activity: 'create' | 'update' | 'nullify';
  /** By what it was done, such as `order_lab`; empty where others do not say. */
  readonly tool: string | null;
  readonly reason: string | null;
  readonly actorSubject: string;
  /** Empty where that was not kept. */
  readonly actorRole: string | null;
  readonly actorClient: string;
  readonly onBehalfOf: string | null;
  readonly recordedAt: Date;
}
