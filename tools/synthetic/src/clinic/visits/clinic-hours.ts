/** Half-hour cells of a working day, in minutes after midnight on the clinic's clock. */
export const clinicHours = {
  cellMinutes: 30,
  opens: 8 * 60,
  lunchBegins: 12 * 60,
  lunchEnds: 13 * 60,
  closes: 17 * 60,
} as const;
