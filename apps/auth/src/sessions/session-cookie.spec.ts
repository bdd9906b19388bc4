import { DomainError } from '@caregate/core-errors';
import { assertCsrfToken, csrfTokenFor } from './csrf.js';
import { assertFromOwnPage } from './own-page.js';
import { HostCookie } from './session-cookie.js';

describe('a cookie of ours', () => {
  it('under TLS can be planted by no sister site and read by no script (RFC 6265bis §4.1.3.2)', () => {
    expect(new HostCookie('sid', { secure: true }).set('v', 60)).toBe(
      '__Host-sid=v; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
    );
  });

  it('without TLS, as on one machine, does without the prefix that browsers would refuse', () => {
    expect(new HostCookie('sid', { secure: false }).clear()).toBe('sid=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax');
  });

  it.each([
    ['a=1; __Host-sid=v; b=2', 'v'],
    ['sid=v', undefined],
    ['x__Host-sid=v', undefined],
    ['__Host-sid=a; __Host-sid=b', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('is found in %p as %p', (header, value) => {
    expect(new HostCookie('sid', { secure: true }).read(header)).toBe(value);
  });
});

describe('the hidden field of a form', () => {
  const session = { csrfSecret: Buffer.alloc(32, 1) };

  it('is good for its session and purpose', () => {
    expect(() => assertCsrfToken(session, 'logout', csrfTokenFor(session, 'logout'))).not.toThrow(DomainError);
  });

  it.each([
    ['another purpose', csrfTokenFor(session, 'consent x')],
    ['another session', csrfTokenFor({ csrfSecret: Buffer.alloc(32, 2) }, 'logout')],
    ['nothing', undefined],
    ['a list', ['x']],
  ])('is not good when it is for %s', (_case, token) => {
    expect(() => assertCsrfToken(session, 'logout', token)).toThrow('session.csrf.refused');
  });
});

describe('a request from our own page', () => {
  const own = ['https://care.example'];
  const check = (origin?: string, site?: string) => () =>
    assertFromOwnPage({ ...(origin && { origin }), ...(site && { 'sec-fetch-site': site }) }, own);

  it.each([
    ['https://care.example', 'same-origin'],
    ['https://care.example', undefined],
    [undefined, 'same-origin'],
  ])('is known by Origin %p and Sec-Fetch-Site %p', (origin, site) => {
    expect(check(origin, site)).not.toThrow(DomainError);
  });

  it.each([
    ['https://evil.example', 'same-origin'],
    ['https://care.example', 'cross-site'],
    ['https://care.example', 'same-site'],
    ['null', undefined],
    [undefined, 'none'],
    [undefined, undefined],
  ])('is not known by Origin %p and Sec-Fetch-Site %p', (origin, site) => {
    expect(check(origin, site)).toThrow('session.csrf.refused');
  });
});
