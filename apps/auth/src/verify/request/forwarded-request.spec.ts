import fc from 'fast-check';
import { readForwarded } from './forwarded-request.js';
import type { Headers } from './header-scan.js';

const traefik: Headers = {
  'x-forwarded-method': 'GET',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'care.example',
  'x-forwarded-uri': '/ehr/x?y=1',
};
const nginx: Headers = { 'x-original-method': 'POST', 'x-original-url': 'https://care.example:8443/ehr/x?y=1' };

describe('the request that the edge asks about', () => {
  it('is read from the headers of Traefik and Caddy', () => {
    expect(readForwarded(traefik)).toEqual({
      readable: true,
      request: {
        manner: 'traefik',
        method: 'GET',
        scheme: 'https',
        websocket: false,
        host: 'care.example',
        path: '/ehr/x',
        target: '/ehr/x?y=1',
      },
    });
  });

  it('is read from the headers of nginx', () => {
    expect(readForwarded(nginx)).toMatchObject({
      readable: true,
      request: { manner: 'nginx', method: 'POST', host: 'care.example:8443', path: '/ehr/x' },
    });
  });

  it.each([
    ['the scheme', { ...traefik, 'x-forwarded-proto': 'wss' }],
    ['the handshake key', { ...traefik, 'sec-websocket-key': 'x' }],
  ])('is known as a websocket by %s', (_case, headers) => {
    expect(readForwarded(headers)).toMatchObject({ request: { websocket: true, scheme: 'https' } });
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'REPORT', 'SEARCH'])(
    'may be a %s',
    (method) => {
      expect(readForwarded({ ...traefik, 'x-forwarded-method': method })).toMatchObject({ request: { method } });
    },
  );

  it.each([
    'Care.Example',
    'a',
    'ab',
    'ab:1',
    '9-a.example9:8443',
    '192.0.2.1:80',
    '[2001:db8::f]:443',
    '[::]',
    '[::ffff:192.0.2.1]',
    'a'.repeat(254),
  ])('may be for the host %s', (host) => {
    expect(readForwarded({ ...traefik, 'x-forwarded-host': host })).toMatchObject({ request: { host } });
  });

  const noPorts = ['care.example:', 'care.example:123456', 'care.example:a', ':443', 'a:1:2'];
  it.each([
    ...noPorts,
    '-a.example',
    'a.example-',
    '.a',
    'a.',
    'a_b',
    '[]',
    '[:]',
    '[::1',
    '::1',
    'a'.repeat(255),
    `[${'a'.repeat(46)}]`,
  ])('is refused for the host %s', (host) => {
    expect(readForwarded({ ...traefik, 'x-forwarded-host': host })).toMatchObject({ because: 'host' });
  });

  it.each([
    ['https', 'https', false],
    ['http', 'http', false],
    ['wss', 'https', true],
    ['ws', 'http', true],
  ])('by %s comes over %s', (asked, scheme, websocket) => {
    const request = { scheme, websocket };
    expect(readForwarded({ ...traefik, 'x-forwarded-proto': asked })).toMatchObject({ request });
    expect(readForwarded({ ...nginx, 'x-original-url': `${asked}://care.example/ehr/x` })).toMatchObject({ request });
  });

  it.each([
    ['nothing', {}],
    ['both kinds of headers', { ...traefik, ...nginx }],
    ['no method', { ...traefik, 'x-forwarded-method': undefined }],
    ['an unknown method', { ...traefik, 'x-forwarded-method': 'get' }],
    ['no scheme', { ...traefik, 'x-forwarded-proto': undefined }],
    ['two schemes', { ...traefik, 'x-forwarded-proto': 'https,http' }],
    ['no host', { ...traefik, 'x-forwarded-host': undefined }],
    ['two hosts', { ...traefik, 'x-forwarded-host': 'a.example, b.example' }],
    ['user information in the host', { ...traefik, 'x-forwarded-host': 'care.example@evil.example' }],
    ['a path with two meanings', { ...traefik, 'x-forwarded-uri': '/public/%2e%2e/admin' }],
    ['nginx with half an address', { ...nginx, 'x-original-url': '/ehr/x' }],
    ['nginx with another scheme', { ...nginx, 'x-original-url': 'file://care.example/x' }],
    ['nginx with something before the scheme', { ...nginx, 'x-original-url': 'x-https://care.example/x' }],
    ['nginx without a method', { 'x-original-url': nginx['x-original-url'] }],
  ])('is refused with %s', (_case, headers) => {
    expect(readForwarded(headers as Headers)).toMatchObject({ readable: false });
  });

  it('is either refused or has exactly one meaning, whatever arrives', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('GET', 'https', 'a.b', '/x')), {
      nil: undefined,
    });
    const names = [...Object.keys(traefik), ...Object.keys(nginx)];
    fc.assert(
      fc.property(fc.tuple(...names.map(() => text)), (values) => {
        const headers = Object.fromEntries(names.map((name, index) => [name, values[index]])) as Headers;
        const parsed = readForwarded(headers);
        if (parsed.readable) expect(parsed.request.path).toMatch(/^\/[\x21-\x7e]*$/);
      }),
    );
  });
});
