/** An element as dcmjs reads it. */
export interface Element {
  readonly vr: string;
  readonly Value: readonly unknown[];
}

const numeric: readonly string[] = ['US', 'SS', 'UL', 'SL', 'FL', 'FD'];
const binary: readonly string[] = ['OB', 'OW', 'OF', 'OD', 'UN'];

/** A value as the archive's metadata has it: null for none, a list for many, numbers for binary numbers only. */
export function attributeValue({ vr, Value: values }: Element): unknown {
  const written = values.map((value) => single(vr, value)).filter((value) => value !== '');
  if (written.length === 0) return null;
  return written.length === 1 ? written[0] : written;
}

function single(vr: string, value: unknown): unknown {
  if (numeric.includes(vr)) return Number(value);
  if (binary.includes(vr)) return Buffer.from(value as ArrayBuffer).toString('base64');
  if (vr === 'PN') return typeof value === 'string' ? value : (value as { Alphabetic?: string }).Alphabetic;
  return String(value);
}
