/** Whether two words differ by one slip of a finger: a letter too many, too few or another, or two exchanged. */
export function isOneSlip(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [ours, theirs] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (ours.length === 2 && theirs.length === 2) return ours[0] === theirs[1] && ours[1] === theirs[0];
  return ours.length <= 1 && theirs.length <= 1 && ours !== theirs;
}
