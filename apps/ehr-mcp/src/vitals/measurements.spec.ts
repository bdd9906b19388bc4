import { z } from 'zod';
import { measurements, refuseImplausible } from './measurements.js';

const schema = z.strictObject(measurements);

describe('measurements', () => {
  it.each([
    ['a pressure beyond what arteries bear', { systolic_bp: 351 }],
    ['a temperature in degrees Celsius', { temperature: 37 }],
    ['more oxygen than there can be', { oxygen_saturation: 101 }],
    ['a fraction of a heart beat', { heart_rate: 70.5 }],
    ['a text', { heart_rate: 'seventy' }],
    ['a number that is not written plainly', { heart_rate: '0x46' }],
    ['a number with two readings', { temperature: '98,6' }],
    ['nothing at all', { heart_rate: '' }],
    ['a number in quotes that is beyond the bound', { temperature: '37.0' }],
  ])('refuse %s, and name the bound', (_case, values) => {
    const parsed = schema.safeParse(values);
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.path).toEqual(Object.keys(values));
  });

  it.each([
    ['of a child born far too early', { systolic_bp: 34, diastolic_bp: 16, respiratory_rate: 90, weight: 0.9 }],
    ['of a newborn who turns blue', { oxygen_saturation: 32, heart_rate: 48 }],
    ['of an infant whose heart races', { heart_rate: 310, respiratory_rate: 100 }],
    ['of who was frozen', { temperature: 56.7, heart_rate: 12, respiratory_rate: 2 }],
  ])('accept those %s', (_whose, values) => {
    expect(schema.safeParse(values).success).toBe(true);
  });

  it('take a number in quotes, as forms and models send it, for what it says (feature E05)', () => {
    const sent = { heart_rate: '70', temperature: ' 98.60 ', weight: '180.5' };
    expect(schema.parse(sent)).toEqual({ heart_rate: 70, temperature: 98.6, weight: 180.5 });
    expect(schema.safeParse({ heart_rate: '70.5' }).error?.issues[0]?.message).toBe('must be a whole number');
  });

  it('tell a text from a number that is not whole', () => {
    const told = (rate: unknown) => schema.safeParse({ heart_rate: rate }).error?.issues[0]?.message;
    expect(told(70.5)).toBe('must be a whole number');
    expect(told('7o')).toContain('expected number, received string');
  });

  it('refuse an empty recording', () => {
    expect(() => refuseImplausible({})).toThrow(expect.objectContaining({ code: 'ehr.vitals.empty' }));
  });

  it.each([
    [120, 120],
    [80, 120],
  ])('refuse %d over %d', (systolic, diastolic) => {
    const values = { systolic_bp: systolic, diastolic_bp: diastolic };
    expect(() => refuseImplausible(values)).toThrow(expect.objectContaining({ code: 'ehr.vitals.implausible' }));
  });

  it.each([
    [0.5, 108],
    [1500, 8],
  ])('refuse %d lb with %d in, which are each possible, and say what they make together', (weight, height) => {
    expect(() => refuseImplausible({ weight, height })).toThrow(
      expect.objectContaining({
        code: 'ehr.vitals.implausible',
        publicMessage: expect.stringContaining('body mass index of'),
      }),
    );
  });

  it('accept a child born far too early, and the heaviest of people', () => {
    expect(() => refuseImplausible({ weight: 1, height: 12 })).not.toThrow();
    expect(() => refuseImplausible({ weight: 1400, height: 73 })).not.toThrow();
  });

  it.each([
    [0.01, { weight: 150 }, 'weight lies above 70 [lb_av]'],
    [0.5, { height: 65 }, 'height lies above 45 [in_i]'],
    [3, { weight: 210 }, 'under the age of 5'],
  ])('refuse at the age of %d %j, which is of somebody else, and name the bound', (ageYears, values, words) => {
    const refused = { code: 'ehr.vitals.implausible', publicMessage: expect.stringContaining(words) };
    expect(() => refuseImplausible(values, ageYears)).toThrow(expect.objectContaining(refused));
    expect(() => refuseImplausible(values, 30)).not.toThrow();
  });

  it('accept the heaviest of infants', () => {
    expect(() => refuseImplausible({ weight: 62, height: 32 }, 0.8)).not.toThrow();
  });

  it('accept one number alone', () => {
    expect(() => refuseImplausible({ heart_rate: 70 })).not.toThrow();
  });
});
