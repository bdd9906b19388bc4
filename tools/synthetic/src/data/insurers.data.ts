/** Invented insurers. */
export const insurers: readonly Insurer[] = [
  { name: 'Harborlight Health Plan', prefix: 'HHP' },
  { name: 'Bluefern Mutual', prefix: 'BFM' },
  { name: 'Northway Health Partners', prefix: 'NHP' },
  { name: 'Evergreen Community Care', prefix: 'ECC' },
  { name: 'Commonweal Assurance', prefix: 'CWA' },
  { name: 'Silver Years Advantage', prefix: 'SYA' },
  { name: "Little Anchor Children's Plan", prefix: 'LAC' },
];

interface Insurer {
  readonly name: string;
  readonly prefix: string;
}
