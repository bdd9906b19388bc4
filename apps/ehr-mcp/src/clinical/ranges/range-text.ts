interface Ends {
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** `70-99`, `<= 5.6` or `>= 40`, both ends inside; `null` for no range. */
export function rangeText({ low, high }: Ends): string | null {
  if (low !== undefined && high !== undefined) return `${low}-${high}`;
  if (high !== undefined) return `<= ${high}`;
  return low === undefined ? null : `>= ${low}`;
}
