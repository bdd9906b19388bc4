/**
 * Whether PostgreSQL can keep it: no text there has the character NUL, nor half of one beyond the first plane. Nothing that
 * OAuth lets a client say has either (RFC 6749 appendix A), so who sends such a thing is refused, not answered by a failure.
 */
export function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && !/\p{Cs}/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}
