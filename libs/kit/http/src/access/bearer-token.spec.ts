import { bearerToken } from './bearer-token.js';

describe('the bearer token of a request', () => {
  it.each(['AZaz09', '-._~+/', 'a=', 'a=='])('may have the letters of %s (RFC 6750 §2.1)', (token) => {
    expect(bearerToken({ authorization: `Bearer ${token}` })).toBe(token);
  });

  it.each(['Bearer =', 'Bearer a=b', 'Bearer a b', 'Bearer ä', 'Bearera', 'x Bearer a', 'Bearer', 'Basic a', ''])(
    'is none in %j',
    (authorization) => {
      expect(() => bearerToken({ authorization })).toThrow(expect.objectContaining({ code: 'token.malformed' }));
    },
  );

  it('is absent where nothing was sent', () => {
    expect(() => bearerToken({})).toThrow(expect.objectContaining({ code: 'token.absent' }));
  });
});
