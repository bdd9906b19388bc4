/** What the archives tell of their work. */
export interface ArchiveMetrics {
  callFinished(call: {
    readonly archive: string;
    readonly operation: string;
    readonly outcome: 'success' | 'failure';
    readonly seconds: number;
    /** How often the call was repeated: throttled, or answered with a fault. */
    readonly retries: number;
  }): void;
  cacheAsked(cache: string, isHit: boolean): void;
  frameRendered(seconds: number): void;
}
