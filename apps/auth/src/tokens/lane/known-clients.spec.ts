import { ClientSecrets } from '../../clients/client-secrets.js';
import { KnownClients, type KnownClientsOptions } from './known-clients.js';

const secrets = new ClientSecrets('a pepper of specs');

type ClientOfSpec = Awaited<ReturnType<KnownClientsOptions['provider']['current']['Client']['find']>>;

/** A registry of one client whose rows and reads are in the hands of the spec. */
function givenClients(metadata: object = {}) {
  const registry = { active: true, secret: 'right', reads: 0, now: 0, version: '1' };
  const client = () => ({
    clientId: 'lab',
    tokenEndpointAuthMethod: 'client_secret_basic',
    clientSecret: secrets.hash(registry.secret).toString('base64url'),
    app_id: 'laboratory',
    ...metadata,
  });
  const clients = new KnownClients({
    secrets,
    nowMilliseconds: () => registry.now,
    states: {
      find: async () => {
        registry.reads += 1;
        return registry.active ? { version: registry.version, lastUsedAt: undefined } : undefined;
      },
    },
    provider: { current: { Client: { find: async () => client() as unknown as ClientOfSpec } } },
  });
  const show = async (secret: string, appId?: string) =>
    (await clients.authenticated({ clientId: 'lab', secret, appId })) !== undefined;
  return { registry, clients, show };
}

describe('a client that asked lately', () => {
  it('is known by its secret, shown as often as it likes, and by no other', async () => {
    const { show, registry } = givenClients();
    expect(await show('right')).toBe(true);
    expect(await show('right')).toBe(true);
    expect(await show('wrong')).toBe(false);
    expect(await show('')).toBe(false);
    expect(registry.reads).toBe(1);
  });

  it('is not known by a wrong secret that was shown before', async () => {
    const { show } = givenClients();
    expect([await show('wrong'), await show('wrong')]).toEqual([false, false]);
  });

  it('is not known under the name of another application', async () => {
    const { show } = givenClients();
    expect([await show('right', 'laboratory'), await show('right', 'pharmacy')]).toEqual([true, false]);
  });

  it('is looked at again after half a second, so that an old secret opens nothing any more', async () => {
    const { show, registry } = givenClients();
    await show('right');
    registry.secret = 'new';
    registry.now = 499;
    expect(await show('right')).toBe(true);
    registry.now = 500;
    expect([await show('right'), await show('new')]).toEqual([false, true]);
  });

  it('is looked at again once it is known to have changed', async () => {
    const { show, clients, registry } = givenClients();
    await show('right');
    registry.active = false;
    clients.forget('lab');
    expect(await show('right')).toBe(false);
  });

  it('is not remembered while there is none of that name', async () => {
    const { show, registry } = givenClients();
    registry.active = false;
    expect([await show('right'), await show('right')]).toEqual([false, false]);
    expect(registry.reads).toBe(2);
  });

  it.each([
    ['has no secret', { tokenEndpointAuthMethod: 'none', clientSecret: undefined }],
    ['signs instead of showing a secret', { tokenEndpointAuthMethod: 'private_key_jwt' }],
    ['has a secret that expires', { clientSecretExpiresAt: 1 }],
    ['ends itself on a day', { ends_at: 1 }],
    ['is kept to a list of scopes of the protocol', { scope: 'openid' }],
  ])('is left to the library when it %s', async (_case, metadata) => {
    const { show } = givenClients(metadata);
    expect(await show('right')).toBe(false);
  });
});
