/** What takes a value apart calls itself level by level, and would run out of stack somewhere beyond this. */
const LEVELS_MAX = 100;

/** Whether JSON is nested deeper than anything that is meant. */
export function isTooDeep(value: unknown, levelsLeft = LEVELS_MAX): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levelsLeft === 0 || Object.values(value).some((part) => isTooDeep(part, levelsLeft - 1));
}
