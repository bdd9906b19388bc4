/**
 * Leaves out what is undefined, null or empty at every depth: FHIR forbids empty elements (R4 json.html, "Objects are
 * never empty"), and mappings read better when they may say "whatever the column holds".
 */
export function compact<T extends object>(value: T): T {
  // The shape stays that of T: only optional parts without content go.
  return (compacted(value) ?? {}) as T;
}

function compacted(value: unknown): unknown {
  if (isCompact(value)) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return nonEmpty(value.map(compacted).filter((item) => item !== undefined));
  const entries = Object.entries(value)
    .map(([key, item]) => [key, compacted(item)] as const)
    .filter(([, item]) => item !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Nearly all is, and to copy it regardless was most of what a large chart costs. */
function isCompact(value: unknown): boolean {
  if (typeof value !== 'object') return value !== undefined && value !== '';
  if (value === null) return false;
  const parts = Object.values(value);
  return parts.length > 0 && parts.every(isCompact);
}

function nonEmpty(items: unknown[]): unknown[] | undefined {
  return items.length === 0 ? undefined : items;
}
