/** The filters of the trail that the page's own address carries. */
export const auditFilters = ['user', 'action', 'outcome', 'patient', 'from', 'to'] as const;

export type AuditFilter = (typeof auditFilters)[number];

/** The address of the page as the question to the service; a day of the form begins and ends where the reader is. */
export function auditQueryOf(said: Record<AuditFilter, string>): Record<string, string | undefined> {
  return { ...said, from: startOf(said.from, 0), to: startOf(said.to, 1) };
}

/** Both days are meant: `to` is exclusive at the service, so the question ends with the next day's beginning. */
function startOf(day: string, daysLater: number): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day);
  if (match === null) return undefined;
  const [, year, month, date] = match.map(Number);
  return new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + daysLater).toISOString();
}
