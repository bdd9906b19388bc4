import { ehrConfig } from './config.js';

describe('the configuration of the clinic', () => {
  const { CLINIC_TIME_ZONE: zone, CLINIC_HOURS: hours, CONFIRM_WRITES: confirm, READ_ONLY: readOnly } = ehrConfig.shape;

  it('asks people to confirm and offers every tool, unless told otherwise', () => {
    expect(confirm.parse(undefined)).toBe('people');
    expect(readOnly.parse(undefined)).toBe(false);
    expect([zone.parse(undefined), hours.parse(undefined)]).toEqual(['America/New_York', '08:00-17:00']);
  });

  it.each(['Mars/Olympus', '', 'EDT+4x'])('refuses the time zone %p', (value) => {
    expect(zone.safeParse(value).success).toBe(false);
  });

  it.each(['8-17', '25:00-26:00', '08:00'])('refuses the hours %p', (value) => {
    expect(hours.safeParse(value).success).toBe(false);
  });
});
