/** One thing that the tour did, and whether it turned out as promised. */
export interface StepResult {
  readonly step: string;
  readonly milliseconds: number;
  readonly holds: boolean;
  readonly saw: string;
}

/** Runs the steps in order and keeps what each saw; the first that fails ends the tour, since the rest build on it. */
export class StepLog {
  readonly results: StepResult[] = [];

  constructor(private readonly onResult: (result: StepResult) => void) {}

  /** `work` answers with what it saw; it throws when the promise does not hold. */
  async run(step: string, work: () => Promise<string>): Promise<void> {
    const startedAt = performance.now();
    try {
      this.keep(step, startedAt, true, await work());
    } catch (error) {
      this.keep(step, startedAt, false, error instanceof Error ? error.message : String(error));
      throw new TourFailed(step, error);
    }
  }

  private keep(step: string, startedAt: number, holds: boolean, saw: string): void {
    const result = { step, milliseconds: Math.round(performance.now() - startedAt), holds, saw };
    this.results.push(result);
    this.onResult(result);
  }
}

export class TourFailed extends Error {
  constructor(step: string, cause: unknown) {
    super(`The tour ended at: ${step}`, { cause });
    this.name = 'TourFailed';
  }
}

/** A promise of the tour, in words that stand in its output when it is broken. */
export function expectThat(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`not so: ${promise}`);
}
