import fc from 'fast-check';
import type { ForwardedRequest } from './request/forwarded-request.js';
import type { Headers } from './request/header-scan.js';
import { signAtDoor } from './verify-door.js';
import { verifyRoute } from './routes/verify-route.config.js';

const policy = { cookieName: '__Host-sid', ownOrigins: ['https://care.example'] };
const value = 'a'.repeat(43);
const cookie = `theme=dark; __Host-sid=${value}`;
const protectedRoute = verifyRoute.parse({ prefix: '/ehr', audience: 'http://ehr/mcp' });

function sign(headers: Headers, request: Partial<ForwardedRequest> = {}, route: object | undefined = {}) {
  const forwarded: ForwardedRequest = {
    manner: 'traefik',
    method: 'GET',
    scheme: 'https',
    websocket: false,
    host: 'care.example',
    path: '/ehr/x',
    target: '/ehr/x',
    ...request,
  };
  return signAtDoor(forwarded, headers, { ...protectedRoute, ...route }, policy);
}

describe('the credential at the door', () => {
  it('is the bearer token, when there is one', () => {
    expect(sign({ authorization: 'Bearer abc.def.ghi' })).toEqual({ kind: 'bearer', token: 'abc.def.ghi' });
  });

  it.each(['bearer', 'BEARER', 'bEaReR'])(
    'is the bearer token, in whatever case it is called %s (RFC 9110 §11.1)',
    (scheme) => {
      expect(sign({ authorization: `${scheme} abc` })).toEqual({ kind: 'bearer', token: 'abc' });
    },
  );

  it.each(['GET', 'HEAD', 'OPTIONS'])('is the session cookie, for looking by %s', (method) => {
    expect(sign({ cookie }, { method })).toEqual({ kind: 'cookie', value });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'REPORT', 'SEARCH'])(
    'is not the session cookie for %s from nobody knows where',
    (method) => {
      expect(sign({ cookie }, { method })).toMatchObject({ kind: 'refused', status: 403 });
    },
  );

  it('is a token no longer than any that we issue', () => {
    const like = (length: number) => sign({ authorization: `Bearer ${'a'.repeat(length)}` }).kind;
    expect([like(8192), like(8193)]).toEqual(['bearer', 'malformed']);
  });

  it('may be missing where the service asks for it itself, but not be bad', () => {
    const route = { access: 'optional' };
    expect(sign({}, {}, route)).toEqual({ kind: 'public' });
    expect(sign({ authorization: 'Basic x' }, {}, route)).toEqual({ kind: 'malformed' });
    expect(sign({ cookie }, {}, route)).toEqual({ kind: 'cookie', value });
    expect(sign({ cookie: '__Host-sid=x' }, {}, route)).toEqual({ kind: 'cookie', value: 'x' });
  });

  it('[P02] is the token in the address only where that is switched on, and there is no better one', () => {
    const old = { target: '/ehr/x?mcp_token=a.b.c&x=1' };
    const route = { queryToken: true };
    expect(sign({}, old)).toEqual({ kind: 'anonymous' });
    expect(sign({}, old, route)).toEqual({ kind: 'bearer', token: 'a.b.c' });
    expect(sign({ authorization: 'Bearer d.e.f' }, old, route)).toEqual({ kind: 'bearer', token: 'd.e.f' });
    expect(sign({ cookie }, old, route)).toEqual({ kind: 'cookie', value });
    expect(sign({}, { target: `${old.target}&mcp_token=d.e.f` }, route)).toEqual({ kind: 'malformed' });
  });

  it('is the session cookie, for acting, only on our own page', () => {
    const ours: Headers = { cookie, origin: 'https://care.example', 'sec-fetch-site': 'same-origin' };
    expect(sign(ours, { method: 'POST' })).toEqual({ kind: 'cookie', value });
    expect(sign({ ...ours, 'sec-fetch-site': 'same-site' }, { method: 'POST' })).toEqual({ kind: 'cookie', value });
    expect(sign({ cookie, origin: 'https://care.example' }, { method: 'POST' })).toMatchObject({ kind: 'cookie' });
  });

  it.each([
    ['a page of a stranger', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page that hides its origin', { origin: 'null' }],
    ['nobody knows where', {}],
    [
      'a browser that says otherwise than its Origin',
      { origin: 'https://care.example', 'sec-fetch-site': 'cross-site' },
    ],
  ])('is refused when the cookie acts from %s', (_case, headers) => {
    const refused = { kind: 'refused', status: 403, because: 'foreign origin' };
    expect(sign({ cookie, ...headers } as Headers, { method: 'POST' })).toEqual(refused);
    expect(sign({ cookie, ...headers } as Headers, { websocket: true })).toEqual(refused);
  });

  it('is refused when there are two, as nobody could say which one counts', () => {
    expect(sign({ cookie, authorization: 'Bearer a.b.c' })).toMatchObject({ kind: 'refused', status: 400 });
    expect(sign({ cookie: `${cookie}; __Host-sid=${value}` })).toMatchObject({ kind: 'refused', status: 400 });
  });

  it.each(['Bearer a.b', 'Bearer   a.b', 'bearer  a.b'])(
    'is the token after one or more spaces: %j',
    (authorization) => {
      expect(sign({ authorization })).toEqual({ kind: 'bearer', token: 'a.b' });
    },
  );

  it.each(['Basic dXNlcjpwdw==', 'Bearer', 'Bearer ', 'Bearer a b', 'Bearer a,b', 'bearer\ta', '', 'Bearera'])(
    'is refused as malformed in "%s"',
    (authorization) => {
      expect(sign({ authorization })).toEqual({ kind: 'malformed' });
    },
  );

  it('is none when nothing was sent, or the route takes no cookie', () => {
    expect(sign({})).toEqual({ kind: 'anonymous' });
    expect(sign({ cookie: 'sid=x' })).toEqual({ kind: 'anonymous' });
    expect(sign({ cookie }, {}, { cookie: false })).toEqual({ kind: 'anonymous' });
  });

  it('a malformed session cookie is shown, never nothing (CVE-2026-25748)', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { kind } = sign({ cookie: `__Host-sid=${text}` }, {}, { access: 'optional' });
        expect(['cookie', 'refused']).toContain(kind);
      }),
    );
  });

  it('a user agent opens nothing (CVE-2026-34457)', () => {
    expect(sign({ accept: 'GoogleHC/1.0' })).toEqual({ kind: 'anonymous' });
  });

  it('lets preflights pass where pages of other origins may ask, and only real ones', () => {
    const preflight: Headers = { origin: 'https://app.example', 'access-control-request-method': 'POST' };
    expect(sign(preflight, { method: 'OPTIONS' }, { cors: true })).toEqual({ kind: 'preflight' });
    expect(sign(preflight, { method: 'OPTIONS' })).toMatchObject({ kind: 'refused', status: 403 });
    expect(sign(preflight, { method: 'GET' }, { cors: true })).toEqual({ kind: 'anonymous' });
    for (const half of [{}, { origin: 'https://app.example' }, { 'access-control-request-method': 'POST' }])
      expect(sign(half, { method: 'OPTIONS' }, { cors: true })).toEqual({ kind: 'anonymous' });
  });

  it('is not asked for where the route is public, and of no use where there is no route', () => {
    expect(sign({}, {}, { access: 'public' })).toEqual({ kind: 'public' });
    const nowhere = signAtDoor({ method: 'GET' } as ForwardedRequest, { cookie }, undefined, policy);
    expect(nowhere).toEqual({ kind: 'refused', status: 403, because: 'no route' });
  });
});
