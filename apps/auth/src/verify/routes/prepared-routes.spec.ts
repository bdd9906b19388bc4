import type { AudienceVerifiers } from '../../tokens/audience-verifiers.js';
import { PreparedRoutes } from './prepared-routes.js';
import type { RoutePolicy } from './route-policy.js';
import { verifyRoutes } from './verify-route.config.js';

const verifiers = { of: (audience: string) => ({ audience }) } as unknown as AudienceVerifiers;
const prepare = (routes: object[], policies = {}) =>
  new PreparedRoutes(verifyRoutes.parse(routes), verifiers, policies);

describe('a prepared route', () => {
  it.each([
    ['https://care.example/ehr', 'https://care.example/.well-known/oauth-protected-resource/ehr'],
    ['https://care.example/a/b/', 'https://care.example/.well-known/oauth-protected-resource/a/b/'],
    ['https://care.example', 'https://care.example/.well-known/oauth-protected-resource'],
    ['https://care.example:8443/', 'https://care.example:8443/.well-known/oauth-protected-resource'],
  ])('of %s says where its resource is described (RFC 9728 §3.1)', (audience, address) => {
    const { prepared } = prepare([{ prefix: '/x', audience }]).find('any.example', '/x');
    expect(prepared).toMatchObject({ resourceMetadataUrl: address, audience, verifier: { audience } });
  });

  it('is of its own number, with its own verifier and policy; a public one has nothing to prepare', () => {
    const pacs: RoutePolicy = { judge: () => Promise.reject(new Error('not asked')) };
    const routes = [
      { prefix: '/open', access: 'public' },
      { prefix: '/ehr', audience: 'https://care.example/ehr', access: 'optional' },
      { prefix: '/pacs', audience: 'https://care.example/pacs', policy: 'pacs' },
    ];
    const found = prepare(routes, { pacs });
    const { route, prepared } = found.find('care.example', '/open/x');
    expect([route?.prefix, prepared]).toEqual(['/open', undefined]);
    expect(found.find('care.example', '/ehr').prepared).toMatchObject({ number: 1, policy: undefined });
    expect(found.find('care.example', '/pacs/x').prepared).toMatchObject({ number: 2, policy: pacs });
    expect(found.find('care.example', '/other')).toEqual({ route: undefined, prepared: undefined });
  });

  it('is none where its policy is not set up: the app does not start rather than leave it open', () => {
    expect(() => prepare([{ prefix: '/pacs', audience: 'https://care.example/pacs', policy: 'pacs' }])).toThrow(
      'No policy pacs is set up.',
    );
  });
});
