import { line } from './line.js';

describe('a text of one line', () => {
  it.each(['O’Brien', 'محمد', 'שרה', 'Ёлка', 'نرگس\u200Cگل', '\u200Fمحمد', '👩🏽‍⚕️', 'e\u0301'])('may be %j', (text) => {
    expect(line(1, 50).parse(text)).toBe(text);
  });

  it.each(['\u202Elive', 'a\u202Ab\u202C', 'a\u2066b\u2069', 'a\nb', 'a\0b', 'a\u2028b', 'a\u0085b'])(
    'is not %j, which shows other than it reads',
    (text) => {
      expect(line(1, 50).safeParse(text).success).toBe(false);
    },
  );
});
