import { sanitize } from './sanitize.js';

class Patient {
  readonly firstName = 'Ada';
}

const secret = `authorization Proxy-Authorization cookie Set-Cookie cookies access_token refreshToken client_secret DB_PASSWORD
  passphrase apiKey private_key code_verifier credentials assertion jwt headers body rawBody payload query querystring
  search params parameters arguments firstName last_name fullName displayName givenName familyName birth_date
  dateOfBirth dob SSN email phone street city zipcode notes reason diagnosis policyNumber groupNumber`;

describe('facts for a log', () => {
  it.each(secret.split(/\s+/))('do not show %s, however deep it lies', (name) => {
    expect(sanitize({ [name]: 'x', a: [{ [name]: { b: 1 } }] })).toEqual({
      [name]: '[masked]',
      a: [{ [name]: '[masked]' }],
    });
  });

  it('show ids, codes and numbers', () => {
    const facts = {
      tokenId: 't',
      patientId: 'p',
      code: 'token.expired',
      kid: 'k',
      state: 'active',
      n: 1,
      ok: true,
      no: null,
    };
    expect(sanitize(facts)).toEqual(facts);
  });

  it('show of an object of ours only what it was', () => {
    expect(sanitize({ patient: new Patient(), seen: new Map([['Ada', 1]]), raw: Buffer.from('Ada') })).toEqual({
      patient: '[Patient]',
      seen: '[Map]',
      raw: '[left out]',
    });
  });

  it('show plain objects and times as they are, and nothing that is inherited', () => {
    const bare = Object.assign(Object.create(null) as object, { a: 1 });
    const at = new Date(0);
    expect(sanitize(Object.assign(Object.create({ inherited: 1 }) as object, { bare, at }))).toEqual({
      bare: { a: 1 },
      at,
    });
  });

  it('tell that a secret was absent', () => {
    expect(sanitize({ token: undefined, secret: null })).toEqual({ token: undefined, secret: null });
  });

  it('stay small, whatever they were', () => {
    const circle: Record<string, unknown> = { list: Array.from({ length: 500 }, () => 'x'), text: 'a'.repeat(100_000) };
    circle['self'] = circle;
    const round: unknown[] = [];
    circle['round'] = round;
    round.push(round);
    expect(JSON.stringify(sanitize(circle)).length).toBeLessThan(20_000);
    expect(sanitize({ big: 1n })).toEqual({ big: '1' });
  });
});
