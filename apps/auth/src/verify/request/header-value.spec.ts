import fc from 'fast-check';
import { headerValue } from './header-value.js';

describe('a value in an identity header', () => {
  it('stays readable when it is plain', () => {
    expect(headerValue('Dr. Sarah Smith')).toBe('Dr. Sarah Smith');
    expect(headerValue('read:patients read:vitals')).toBe('read:patients read:vitals');
  });

  it('cannot end its line, whatever somebody is called', () => {
    expect(headerValue('x\r\nX-User-Roles: admin')).toBe('x%0D%0AX-User-Roles: admin');
  });

  it('survives the journey for every name in the world', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const value = headerValue(name);
        expect(value).toMatch(/^[\x20-\x7e]*$/);
        expect(decodeURIComponent(value.trim())).toBe(name);
      }),
    );
  });

  it('keeps its outer blanks, which every parser of headers takes away (RFC 9110 §5.5)', () => {
    expect(headerValue(' Ada')).toBe('%20Ada');
    expect(headerValue('Ada  Byron  ')).toBe('Ada  Byron%20%20');
    expect(headerValue('100%')).toBe('100%25');
  });

  it('takes no longer for blanks within', () => {
    const text = `%${' '.repeat(1_000_000)}x `;
    expect(headerValue(text)).toBe(`%25${' '.repeat(1_000_000)}x%20`);
    expect(headerValue('   ')).toBe('%20%20%20');
  });

  it('does not fail on half a letter', () => {
    expect(headerValue('a\uD800')).toBe('a%EF%BF%BD');
  });
});
