/** A constant day, not today: a clinic that changes overnight could not be compared with yesterday's. */
export const clinicDefaults = {
  seed: 1,
  anchorDate: '2026-11-16',
  timeZone: 'America/New_York',
} as const;
