import { isInDomains, verifiedEmailOf } from './verified-email.js';

describe('the e-mail address of somebody who signs in', () => {
  it('is kept in lower case when the provider vouches for it', () => {
    expect(verifiedEmailOf({ email: 'Sarah@Hosp.org', email_verified: true })).toBe('sarah@hosp.org');
  });

  it.each([[false], ['true'], [undefined], [1]])('is not believed when email_verified is %p (nOAuth)', (flag) => {
    expect(verifiedEmailOf({ email: 'sarah@hosp.org', email_verified: flag })).toBeUndefined();
  });

  it.each(['evil@x.com@hosp.org', '"a b"@hosp.org', 'a@hosp.org\r\nb@c.org', 'a@hosp', '@hosp.org', 'a@.org', ''])(
    'is not believed as %p, which two parsers read differently',
    (email) => {
      expect(verifiedEmailOf({ email, email_verified: true })).toBeUndefined();
    },
  );

  it('is in a domain only by the whole of what follows the at sign', () => {
    expect(isInDomains('a@hosp.org', ['hosp.org'])).toBe(true);
    expect(isInDomains('a@evil-hosp.org', ['hosp.org'])).toBe(false);
    expect(isInDomains('a@hosp.org.evil.com', ['hosp.org'])).toBe(false);
    expect(isInDomains('evil@x.com@hosp.org', ['hosp.org'])).toBe(false);
    expect(isInDomains(undefined, ['hosp.org'])).toBe(false);
  });
});
