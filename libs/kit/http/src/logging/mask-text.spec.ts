import fc from 'fast-check';
import { maskText } from './mask-text.js';

describe('the last look at a line', () => {
  it.each([
    ['a JWT', 'token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end', 'token [masked] end'],
    ['a JWE of five parts', 'eyJhbGciOiJSU0ExIn0.OKOawDo13g.48V1_ALb.5eym8TW_.XFBoMYUZ!', '[masked]!'],
    ['a JWT without signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', '[masked]'],
    ['the shortest JWT, with all letters of base64url', 'ey-_345678.-_ end', '[masked] end'],
    ['the shortest bearer token', 'bearer abcd', 'bearer [masked]'],
    ['a bearer token of all letters that it may have', 'Bearer  a.~+/=-z end', 'Bearer [masked] end'],
    ['the shortest basic credentials', 'Basic Zz09+/==', 'Basic [masked]'],
    ['the shortest API key', 'cgk_12-_5678', '[masked]'],
    ['credentials with a sign in them that should be encoded', 'amqp://user:p@55@mq/ehr', 'amqp://[masked]@mq/ehr'],
    ['a private key of an older form', '-----BEGIN RSA PRIVATE KEY-----\\nMIIE', '[masked]'],
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
    'eyewitnesses',
    'bearertoken_missing',
    'basically12345',
    'what? a = b',
    'https://auth.example mail a@b',
    'https://auth.example/users/@me',
    '{"a":"https://x","b":"c@d"}',
    '{"a":"https://x\\"c@d"}',
    '{"a":"why?","b":"x=y"}',
    '{"a":"why?\\"x=y"}',
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
