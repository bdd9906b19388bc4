/** What one benchmark measured, beside its peer or physical limit in the same run. */
export interface BenchResult {
  readonly bench: string;
  /** The aim in words, as the documentation states it. */
  readonly aim: string;
  /** Ours, per second unless `note` says otherwise. */
  readonly value: number;
  readonly peer: number;
  readonly ratio: number;
  readonly p95Milliseconds: number | null;
  readonly holds: boolean;
  readonly note?: string;
}

export interface Bench {
  readonly name: string;
  run(log: (line: string) => void): Promise<BenchResult>;
}
