import fc from 'fast-check';
import { pathOf } from './request-path.js';

describe('the path that /verify decides on', () => {
  it.each([
    ['/', '/'],
    ['/ehr/patients?name=John%20Doe', '/ehr/patients'],
    ['/studies/1.2.840.10008/series', '/studies/1.2.840.10008/series'],
    ['/files/caf%C3%A9%20au%20lait', '/files/caf%C3%A9%20au%20lait'],
    ['/a/.well-known/x', '/a/.well-known/x'],
    ['/a/.hidden/', '/a/.hidden/'],
    ['/a/.../b', '/a/.../b'],
    ["/a-._~!$&'()*+,=:@b", "/a-._~!$&'()*+,=:@b"],
    ['/search?a="b"!', '/search'],
    ['/search?q=a%2Fb%3Fc..//', '/search'],
  ])('of %s is %s', (target, path) => {
    expect(pathOf(target)).toBe(path);
  });

  it.each([
    ['an encoded slash', '/public%2fadmin'],
    ['an encoded backslash', '/public%5cadmin'],
    ['a NUL', '/public%00'],
    ['an encoded semicolon', '/public%3badmin'],
    ['an encoded slash among harmless signs', '/caf%C3%A9%20x%2fadmin%20'],
    ['an encoded DEL', '/public%7f'],
    ['an encoded tilde', '/%7eadmin'],
    ['an encoded hyphen', '/ad%2dmin'],
    ['a doubly encoded sign', '/public%252fadmin'],
    ['an encoded fragment (GHSA-pxq7-h93f-9jrg)', '/private%23/public'],
    ['a fragment', '/private#/public'],
    ['dot segments', '/public/../admin'],
    ['encoded dot segments (GHSA-xf64-8mw2-4gr2)', '/public/%2e%2e/admin'],
    ['a dot segment at the end', '/public/..'],
    ['a letter that needs no encoding (CVE-2025-69211)', '/%61dmin'],
    ['an empty segment', '//admin'],
    ['an empty segment inside', '/public//admin'],
    ['path parameters', '/admin;x'],
    ['a backslash', '/public\\admin'],
    ['an overlong slash', '/public%c0%afadmin'],
    ['half an escape', '/a%2'],
    ['an escape that is none', '/a%zz'],
    ['a control character', '/a\r\nb'],
    ['letters beyond ASCII', '/café'],
    ['an absolute address', 'http://evil.example/'],
    ['nothing', ''],
    ['a fragment in the query', '/a?b#c'],
  ])('is refused with %s', (_case, target) => {
    expect(pathOf(target)).toBeUndefined();
  });

  it('means the same to whoever resolves or decodes it, whatever arrives', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'/.%2eEfF5cC;\\?#ab\0'), maxLength: 24 });
    fc.assert(
      fc.property(hostile, (tail) => {
        const path = pathOf(`/${tail}`);
        if (path === undefined) return;
        expect(new URL(path, 'http://host').pathname).toBe(path);
        expect(decodeURIComponent(path).split('/')).toHaveLength(path.split('/').length);
        expect(decodeURIComponent(path)).not.toMatch(/[\\;?#%\0]|\/\.\.?(\/|$)/);
      }),
      { numRuns: 2000 },
    );
  });
});
