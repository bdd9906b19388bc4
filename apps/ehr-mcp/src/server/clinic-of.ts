import type { Clinic } from '../clinic.js';
import type { EhrConfig } from '../config.js';

export function clinicOf({ CLINIC_TIME_ZONE: timeZone, CLINIC_HOURS: hours, ...config }: ClinicConfig): Clinic {
  const [opens = '', closes = ''] = hours.split('-');
  const bookingHorizonDays = config.BOOKING_HORIZON_DAYS;
  return { timeZone, opensMinute: minuteOf(opens), closesMinute: minuteOf(closes), bookingHorizonDays };
}

type ClinicConfig = Pick<EhrConfig, 'CLINIC_TIME_ZONE' | 'CLINIC_HOURS' | 'BOOKING_HORIZON_DAYS'>;

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
