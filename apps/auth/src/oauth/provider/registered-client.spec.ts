import type { Client } from 'oidc-provider';
import { registeredClientOf } from './registered-client.js';

const client = (metadata: object) => ({ clientId: 'one', tokenEndpointAuthMethod: 'none', ...metadata }) as Client;

describe('what a client may be given of a service', () => {
  it.each([
    ['says nothing', {}],
    ['acts for people and speaks of the person only', { allowed_scopes: 'openid profile offline_access' }],
  ])('is not capped by a registration that %s', (_case, metadata) => {
    expect(registeredClientOf(client(metadata)).allowedScopes).toBeUndefined();
  });

  it.each([
    ['names some of it', { allowed_scopes: 'openid read:patients' }, ['openid', 'read:patients']],
    ['is of who acts for itself, whatever it names', { role: 'doctor', allowed_scopes: 'openid' }, ['openid']],
  ])('is capped by a registration that %s', (_case, metadata, most) => {
    expect(registeredClientOf(client(metadata)).allowedScopes).toEqual(new Set(most));
  });
});
