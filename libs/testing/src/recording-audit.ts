import type { AuditEntry } from '@caregate/core-contracts';

type RecordedEntry = Omit<AuditEntry, 'v' | 'id' | 'recordedAt'>;

/** Stands in for the audit trail and remembers. Shaped like it without importing it: the kit's specs import us. */
export class RecordingAudit {
  readonly entries: RecordedEntry[] = [];
  #failure: Error | undefined;

  async record(entry: RecordedEntry): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.entries.push(entry);
  }

  async recordIn(_manager: unknown, entry: RecordedEntry): Promise<void> {
    await this.record(entry);
  }

  /** From now on nothing can be recorded, as when the database is full. */
  failWith(error: Error): void {
    this.#failure = error;
  }

  async close(): Promise<void> {}
}
