/** Who wrote a row and through which application: the person answers for it, the application put it together. */
export interface ProvenanceRecord {
  readonly id: string;
  readonly targetType: string;
  readonly targetId: string;
  readonly recordedAt: Date;
  readonly authorName: string | null;
  /** Subject of the token under which it was written. */
  readonly authorSubject: string | null;
  /** Client of that token. */
  readonly clientId: string | null;
}
