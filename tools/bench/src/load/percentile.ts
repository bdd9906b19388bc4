/** Nearest-rank percentile of samples in any order; `NaN` when there are none. */
export function percentile(samples: readonly number[], rank: number): number {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil((rank / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export interface Load {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly answers: number;
  /** Anything but a 2xx answer, errors and timeouts included. */
  readonly failures: number;
}

export function loadOf(milliseconds: readonly number[], seconds: number, failures: number): Load {
  return {
    perSecond: milliseconds.length / seconds,
    p50: percentile(milliseconds, 50),
    p95: percentile(milliseconds, 95),
    p99: percentile(milliseconds, 99),
    answers: milliseconds.length,
    failures,
  };
}
