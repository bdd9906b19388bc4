import { z } from 'zod';
import { expectedVersion } from '../writes/write.shape.js';
import { numberOrText } from './number-or-text.js';
import { pageInput } from './page.js';

describe('a number that may come in quotes', () => {
  it.each([
    ['98.6', 98.6],
    [' 7 ', 7],
    ['-1', -1],
    [12, 12],
  ])('takes %j for what it says', (sent, said) => {
    expect(numberOrText(z.number()).parse(sent)).toBe(said);
  });

  it.each(['', '1e3', '0x10', '1,5', '7 mg', 'Infinity', true, null, ['1']])('takes %j for no number', (sent) => {
    expect(numberOrText(z.number()).safeParse(sent).success).toBe(false);
  });

  it('keeps to the bounds of the number', () => {
    expect(pageInput.limit.parse('10')).toBe(10);
    expect(expectedVersion.parse('2')).toBe(2);
    for (const sent of ['0', '101', '1.5']) expect(pageInput.limit.safeParse(sent).success).toBe(false);
  });

  it('is listed as that number', () => {
    const listed = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });
    expect(listed(numberOrText(z.int().min(1)))).toEqual(listed(z.int().min(1)));
  });
});
