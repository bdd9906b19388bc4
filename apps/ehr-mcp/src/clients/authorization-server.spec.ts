import { basicCredentials } from './authorization-server.js';

describe('credentials for the authorization server', () => {
  it.each([
    ['ehr', 'a secret: +%', 'ehr:a+secret%3A+%2B%25'],
    ['ehr', 'half \ud800 a pair', 'ehr:half+%EF%BF%BD+a+pair'],
  ])('are form-encoded before they are joined (RFC 6749 §2.3.1): %p and %p', (id, secret, joined) => {
    expect(basicCredentials(id, secret)).toBe(`Basic ${Buffer.from(joined).toString('base64')}`);
  });
});
