/** The position before every entry, in both backends. */
export const beginning = '0';

/** Ids are numbers in PostgreSQL, and milliseconds, a dash and a count in Redis. */
export function isBefore(one: string, other: string): boolean {
  const [major, minor] = partsOf(one);
  const [otherMajor, otherMinor] = partsOf(other);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

function partsOf(id: string): readonly [bigint, bigint] {
  const [major = '0', minor = '0'] = id.split('-');
  return [BigInt(major), BigInt(minor)];
}
