import fc from 'fast-check';
import { returnAddress } from './return-address.js';

const own = ['https://care.example', 'https://ris.example:5443'];

describe('the address to which a sign-in returns', () => {
  it.each(['/', '/interaction/abc', '/viewer?study=1.2.3', 'https://care.example/x', 'https://ris.example:5443/'])(
    'may be %s',
    (address) => {
      expect(returnAddress(address, own)).toBe(address);
    },
  );

  it('may be left to us', () => {
    expect(returnAddress(undefined, own)).toBeUndefined();
    expect(returnAddress('', own)).toBeUndefined();
  });

  it.each([
    'https://evil.example/',
    'https://care.example.evil.example/',
    'https://care.example@evil.example/',
    'https://user:pw@care.example/',
    'http://care.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/a\\b',
    'https:\\\\care.example',
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    ' /x',
    '/x\r\nSet-Cookie: sid=1',
    'care.example/x',
    `/${'x'.repeat(3000)}`,
  ])('may not be %s', (address) => {
    expect(() => returnAddress(address, own)).toThrow('login.return.refused');
  });

  it('never leads to an origin that nobody named, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map((tail) => `/${tail}`),
        ),
        (asked) => {
          try {
            const address = returnAddress(asked, own);
            if (address !== undefined) expect(own).toContain(new URL(address, 'https://care.example').origin);
          } catch (error) {
            expect(String(error)).toContain('login.return.refused');
          }
        },
      ),
    );
  });
});
