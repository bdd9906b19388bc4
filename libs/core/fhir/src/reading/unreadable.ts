/** Why a resource cannot become a row; the import says so of that entry and goes on with the next. */
export class Unreadable extends Error {
  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(`${path}: ${reason}`);
    this.name = new.target.name;
  }
}

/** The value, or the end of this resource. */
export function needed<T>(
  value: T | null | undefined,
  path: string,
  reason = 'the record cannot be kept without it',
): T {
  if (value === null || value === undefined) throw new Unreadable(path, reason);
  return value;
}
