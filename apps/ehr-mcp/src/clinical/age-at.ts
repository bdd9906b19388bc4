const DAY_MILLISECONDS = 86_400_000;
/** Of the longest year, so that a child is one on the birthday and not before. */
const DAYS_OF_A_YEAR = 366;

/** Completed years on a day; both are YYYY-MM-DD. */
export function ageAt(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** As `ageAt`, and before the first birthday the part of the year that is over: what is normal changes in weeks then. */
export function fineAgeAt(birthDate: string, day: string): number {
  const years = ageAt(birthDate, day);
  return years === 0 ? (Date.parse(day) - Date.parse(birthDate)) / DAY_MILLISECONDS / DAYS_OF_A_YEAR : years;
}
