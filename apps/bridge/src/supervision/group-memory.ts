import { processTable, residentBytes, type ProcessEntry } from './process-table.js';

/** Resident bytes of each of the process groups, with all that their processes have started and that left the group. */
export function groupMemory(groups: ReadonlySet<number>): ReadonlyMap<number, number> {
  const table = new Map(processTable().map((entry) => [entry.id, entry]));
  const bytes = new Map<number, number>();
  for (const entry of table.values()) {
    const group = groupBehind(entry, table, groups);
    if (group !== undefined) bytes.set(group, (bytes.get(group) ?? 0) + residentBytes(entry.id));
  }
  return bytes;
}

function groupBehind(
  entry: ProcessEntry,
  table: ReadonlyMap<number, ProcessEntry>,
  groups: ReadonlySet<number>,
): number | undefined {
  for (let at: ProcessEntry | undefined = entry; at !== undefined; at = table.get(at.parent))
    if (groups.has(at.group)) return at.group;
  return undefined;
}
