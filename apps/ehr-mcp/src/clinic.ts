/** The calendar of the clinic. Times of day are minutes after midnight on its own clock. */
export interface Clinic {
  /** IANA name, such as America/New_York. */
  readonly timeZone: string;
  readonly opensMinute: number;
  readonly closesMinute: number;
  /** How far ahead appointments are booked. */
  readonly bookingHorizonDays: number;
}
