import fc from 'fast-check';
import { maskText } from './mask-text.js';

describe('the last look at a line', () => {
  it.each([
    ['a JWT', 'token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end', 'token [masked] end'],
    ['a JWE of five parts', 'eyJhbGciOiJSU0ExIn0.OKOawDo13g.48V1_ALb.5eym8TW_.XFBoMYUZ!', '[masked]!'],
    ['a JWT without signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', '[masked]'],
    ['an opaque bearer token', 'Authorization: Bearer abcd1234', 'Authorization: Bearer [masked]'],
    ['basic credentials', 'basic dXNlcjpwYXNz', 'basic [masked]'],
    ['an API key', 'key cgk_Y2xpZW50OnNlY3JldA end', 'key [masked] end'],
    ['the token of an agent', '"cga_0123456789abcdef"', '"[masked]"'],
    ['a query string', 'GET /patients?name=Ada&x=1 failed', 'GET /patients?[masked] failed'],
    ['credentials in an address', 'postgres://user:pa55@db:5432/ehr', 'postgres://[masked]@db:5432/ehr'],
    ['a private key', '{"a":"-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----"}', '{"a":"[masked]"}'],
  ])('masks %s', (_case, line, expected) => expect(maskText(line)).toBe(expected));

  it.each([
    'why? because',
    'the keys of monkeys',
    'https://auth.example/.well-known/jwks.json',
    'a basic idea',
    'ey.ey',
  ])('leaves "%s" alone', (line) => expect(maskText(line)).toBe(line));

  it('never breaks the JSON of a line', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom('?a=', 'Bearer ', '://x@', 'eyJhbGciOiJIUzI1NiJ9.'),
        (value, sign) => {
          const line = JSON.stringify({ value, mixed: `${sign}${JSON.stringify(value)}` });
          expect(() => JSON.parse(maskText(line))).not.toThrow();
        },
      ),
    );
  });
});
