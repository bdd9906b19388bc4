import type { Finding } from './finding.js';

export interface VerifyReport {
  /** Nothing was tampered with; there may be warnings. */
  readonly ok: boolean;
  readonly rows: number;
  /** Shards that hold or held rows. */
  readonly shards: number;
  readonly anchors: number;
  readonly lastAnchorAt?: string;
  /** Rows after the last anchor: their chain is whole, but a superuser could have rewritten it. */
  readonly unanchoredRows: number;
  readonly findings: readonly Finding[];
  /** Findings beyond the first thousand. */
  readonly findingsOmitted: number;
  readonly seconds: number;
}
