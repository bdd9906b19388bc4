/** What verification can find. `tampering`: somebody changed what had been written. `warning`: worth a look. */
export const findingSeverities = {
  'row-changed': 'tampering',
  'column-changed': 'tampering',
  'row-missing': 'tampering',
  'row-returned': 'tampering',
  'history-rewritten': 'tampering',
  'head-changed': 'tampering',
  'anchor-forged': 'tampering',
  'anchor-missing': 'tampering',
  'anchor-inconsistent': 'tampering',
  'anchor-copy-changed': 'tampering',
  'anchor-copy-missing': 'tampering',
  'anchor-file-truncated': 'tampering',
  'anchor-file-behind': 'warning',
  'not-anchored': 'warning',
  'clock-backwards': 'warning',
} as const;

export type FindingKind = keyof typeof findingSeverities;

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: 'tampering' | 'warning';
  /** For people. Ids and positions, no content of rows. */
  readonly message: string;
  readonly shard?: number;
  /** First and last row concerned. */
  readonly seq?: number;
  readonly toSeq?: number;
  readonly id?: string;
  /** Number of the anchor. */
  readonly anchor?: number;
}
