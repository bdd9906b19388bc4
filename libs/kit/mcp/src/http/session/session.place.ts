export interface SessionPlaces {
  readonly sessionsMax: number;
  readonly sessionsPerCallerMax: number;
}

/** Where another session may be: free, or that of one `of` this caller. */
export interface SessionPlace {
  readonly of?: string;
}

/**
 * One caller who opens sessions and forgets them takes the room of none but itself. When there is no more, callers who keep
 * many, or one person by many clients, make room for whoever has fewer; `undefined` where nobody has.
 */
export function placeFor(
  owner: string,
  sessions: Iterable<{ readonly owner: string }>,
  { sessionsMax, sessionsPerCallerMax }: SessionPlaces,
): SessionPlace | undefined {
  const counts = new Map<string, number>();
  let all = 0;
  for (const session of sessions) {
    counts.set(session.owner, (counts.get(session.owner) ?? 0) + 1);
    all += 1;
  }
  const own = counts.get(owner) ?? 0;
  if (own >= sessionsPerCallerMax) return { of: owner };
  if (all < sessionsMax) return {};
  const [most = owner, count = 0] = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), [owner, own]);
  return count > own + 1 ? { of: most } : undefined;
}
