import fc from 'fast-check';
import { readHeaders, scanHeaders } from './header-scan.js';

describe('the header lines that /verify reads', () => {
  it('are found in any case', () => {
    expect(scanHeaders(['X-FORWARDED-URI', '/a', 'Accept', '*/*', 'X-Other', '1'])).toEqual({
      readable: true,
      headers: { 'x-forwarded-uri': '/a', accept: '*/*' },
    });
  });

  it.each(readHeaders.filter((name) => name !== 'accept' && name !== 'x-forwarded-for'))(
    'are refused when %s comes twice, since two servers could take different ones',
    (name) => {
      expect(scanHeaders([name, 'a', name.toUpperCase(), 'b'])).toMatchObject({ readable: false });
    },
  );

  it('may say more than once what is accepted, and whom it was forwarded for', () => {
    const lines = [
      'Accept',
      'text/html',
      'accept',
      '*/*',
      'X-Forwarded-For',
      '10.0.0.1',
      'X-Forwarded-For',
      '10.0.0.2',
    ];
    expect(scanHeaders(lines)).toMatchObject({ readable: true });
  });

  const twins = ['X_User_Id', 'x_forwarded_proto', 'X-User_Roles', 'X_Forwarded_Host', 'SEC_FETCH_SITE'];
  it.each([...twins, 'Sec-Fetch_Site', 'Authorization_', 'Cookie_', 'Origin_'])(
    'are refused with the underscore twin %s (CVE-2025-64484, CVE-2026-39858)',
    (name) => {
      expect(scanHeaders([name, 'admin'])).toMatchObject({ readable: false, because: 'underscore twin' });
    },
  );

  it('are refused with Forwarded, which no edge of ours writes', () => {
    expect(scanHeaders(['Forwarded', 'for=127.0.0.1;host=evil'])).toMatchObject({ readable: false });
  });

  it('are told to the end also where they are refused, so that the edge is answered in its own words', () => {
    const lines = ['Cookie', 'a', 'Cookie', 'b', 'Forwarded', 'for=a', 'X-Original-URL', 'http://a/b'];
    expect(scanHeaders(lines)).toEqual({
      readable: false,
      because: 'duplicate cookie',
      headers: { cookie: 'a', 'x-original-url': 'http://a/b' },
    });
  });

  it('leave strange but harmless names alone', () => {
    expect(scanHeaders(['my_own', '1', 'User-Agent', 'GoogleHC/1.0'])).toEqual({ readable: true, headers: {} });
  });

  it('never make the reader fail', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 20 }), (lines) => {
        expect(scanHeaders(lines)).toHaveProperty('readable');
      }),
    );
  });
});
