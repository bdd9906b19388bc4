import { verifyRoute } from './verify-route.config.js';
import { VerifyRoutes } from './verify-routes.js';

const route = (overrides: object) => verifyRoute.parse({ prefix: '/', audience: 'http://up/', ...overrides });

describe('the routes that /verify protects', () => {
  const routes = new VerifyRoutes([
    route({ prefix: '/ehr' }),
    route({ prefix: '/ehr/admin/' }),
    route({ prefix: '/', host: 'pacs.example' }),
  ]);

  it.each([
    ['care.example', '/ehr', '/ehr'],
    ['care.example', '/ehr/', '/ehr'],
    ['care.example', '/ehr/patients', '/ehr'],
    ['care.example', '/ehr/admin/users', '/ehr/admin/'],
    ['care.example', '/ehr/admin', '/ehr/admin/'],
    ['PACS.example:8443', '/ehr/x', '/'],
  ])('take %s %s to %s', (host, path, prefix) => {
    expect(routes.find(host, path)?.prefix).toBe(prefix);
  });

  it.each([
    ['a neighbour that begins alike', 'care.example', '/ehrx'],
    ['another case', 'care.example', '/EHR/x'],
    ['what nobody named', 'care.example', '/'],
    ['a host that ends alike', 'evilpacs.example', '/'],
  ])('leave %s closed', (_case, host, path) => {
    expect(routes.find(host, path)).toBeUndefined();
  });

  it('ask for an audience unless they are public', () => {
    expect(verifyRoute.safeParse({ prefix: '/x' }).success).toBe(false);
    expect(verifyRoute.safeParse({ prefix: '/x', access: 'public' }).success).toBe(true);
  });
});
