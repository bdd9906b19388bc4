interface Places {
  /** Parameters of the statement: time zone of the clinic, first day and last day, of which both may be NULL. */
  readonly zone: string;
  readonly from: string;
  readonly to: string;
}

/** A day begins and ends where the clinic is: an evening there may be the next day in UTC. */
export function withinDays(column: string, { zone, from, to }: Places): string {
  return `(${from}::date IS NULL OR ${column} >= ${from}::timestamp AT TIME ZONE ${zone})
    AND (${to}::date IS NULL OR ${column} < (${to}::date + 1)::timestamp AT TIME ZONE ${zone})`;
}

/** YYYY-MM-DD. `zone` is a parameter of the statement. */
export function dayOf(column: string, zone: string): string {
  return `to_char(${column} AT TIME ZONE ${zone}, 'YYYY-MM-DD')`;
}
