import { ehrTools } from '../ehr-tools.js';
import { clinicOf } from './clinic-of.js';
import { offeredTools } from './offered-tools.js';

describe('the tools on offer', () => {
  it('are all of them, each under a name of its own', () => {
    const names = offeredTools(false).map(({ name }) => name);
    expect(names).toEqual(ehrTools.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
  });

  it('change no record in read-only mode, and still let people in', () => {
    const offered = offeredTools(true);
    const writing = offered.filter(({ permission }) => /:(write|create|manage|withdraw)$/.test(permission));
    expect(writing).toEqual([]);
    expect(offered.map(({ name }) => name)).toEqual(expect.arrayContaining(['authenticate', 'get_patient', 'search']));
    const left = ehrTools.filter((tool) => !offered.includes(tool));
    expect(left.every(({ permission }) => /:(write|create|manage|withdraw)$/.test(permission))).toBe(true);
  });
});

describe('the clinic', () => {
  it('opens and closes when the configuration says', () => {
    const clinic = clinicOf({
      CLINIC_TIME_ZONE: 'Europe/Berlin',
      CLINIC_HOURS: '07:30-18:15',
      BOOKING_HORIZON_DAYS: 90,
    });
    expect(clinic).toEqual({ timeZone: 'Europe/Berlin', opensMinute: 450, closesMinute: 1095, bookingHorizonDays: 90 });
  });
});
