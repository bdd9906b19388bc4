import { verifyRoute } from './verify-route.config.js';

const audience = 'https://care.example/ehr';
const holds = (route: object) => verifyRoute.safeParse(route).success;

describe('a route as it is configured', () => {
  it('is closed to all but those with a token or a cookie for its audience, unless it says more', () => {
    expect(verifyRoute.parse({ prefix: '/ehr/', audience })).toEqual({
      prefix: '/ehr/',
      access: 'authenticated',
      audience,
      scopes: [],
      cookie: true,
      policy: 'route',
      queryToken: false,
      challenge: 'full',
      cors: false,
    });
  });

  it('names its host in small letters, as it is looked up', () => {
    expect(verifyRoute.parse({ host: 'Care.Example', prefix: '/', audience }).host).toBe('care.example');
  });

  it.each(['', 'ehr', '/ehr//x', '//ehr', '/ehr?x=1', '/ehr#x', '/ehr/%2e', '/ehr;x', '/ehr x', '/ehr\n', '/*'])(
    'has a plain path, which "%s" is not',
    (prefix) => {
      expect(holds({ prefix, audience })).toBe(false);
    },
  );

  it.each(['/', '/ehr', '/ehr/', '/a-b/c_d/e.f/~g'])('has a plain path, such as %s', (prefix) => {
    expect(holds({ prefix, audience })).toBe(true);
  });

  it.each([
    ['an audience that is no address', { audience: 'ehr' }],
    ['a scope that nobody can have', { audience, scopes: ['read:everything'] }],
    ['a word that means nothing, as a mistyped one would', { audience, acess: 'public' }],
    ['a door that is optional without an audience', { access: 'optional' }],
    ['a policy about nobody', { audience, access: 'optional', policy: 'pacs' }],
    ['a policy about everybody', { access: 'public', policy: 'pacs' }],
  ])('is refused with %s', (_what, members) => {
    expect(holds({ prefix: '/ehr', ...members })).toBe(false);
  });
});
