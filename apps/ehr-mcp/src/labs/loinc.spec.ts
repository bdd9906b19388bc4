import { loinc } from './loinc.js';

describe('a LOINC code', () => {
  it.each(['2345-7', '2823-3', '4548-4', '718-7', '8480-6', '30313-1'])('is %s', (code) => {
    expect(loinc.parse(code)).toBe(code);
  });

  it.each(['2345-8', '3245-7', '2345', '2345-', 'LP1234-5', '12345678-4', ' 2345-7'])('is not %j', (code) => {
    expect(loinc.safeParse(code).success).toBe(false);
  });
});
