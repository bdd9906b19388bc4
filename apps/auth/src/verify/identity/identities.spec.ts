import type { Caller } from '@caregate/core-permissions';
import { Identities } from './identities.js';

const caller: Caller = Object.freeze({
  kind: 'user',
  subject: 'nurse-1',
  clientId: 'browser',
  role: 'nurse',
  scopes: ['read:vitals'],
  tokenId: 'token-1',
  issuedAtSeconds: 0,
  expiresAtSeconds: 4_000_000_000,
});
const audience = 'https://ehr.example/mcp';

function given({ active = true } = {}) {
  const at = { now: new Date('2026-11-21T10:00:00Z'), isDown: false };
  const signed: string[] = [];
  const looked: string[] = [];
  const identities = new Identities({
    users: {
      find: async (id: string) => {
        looked.push(id);
        if (at.isDown) throw new Error('The database is away.');
        return { id, name: 'Zoë', email: 'zoe@hosp.example', role: 'nurse', active } as never;
      },
    },
    clients: { findActive: async () => undefined },
    assertions: { sign: ({ person }) => `assertion ${signed.push(person.name)}` },
    clock: () => at.now,
  });
  const pass = (seconds: number) => (at.now = new Date(at.now.getTime() + seconds * 1000));
  return { identities, at, signed, looked, pass };
}

describe('what /verify writes of somebody', () => {
  it('is prepared once, and then at hand', async () => {
    const { identities, signed, looked } = given();
    expect(identities.atOnce(caller, audience)).toBeUndefined();
    const prepared = await identities.obtain(caller, audience);
    expect(prepared.headers).toEqual(expect.arrayContaining(['X-User-Name', 'Zo%C3%AB', 'assertion 1']));
    expect(identities.atOnce(caller, audience)).toBe(prepared);
    expect([signed, looked]).toEqual([['Zoë'], ['nurse-1']]);
  });

  it('is written for another token of somebody known without waiting, with an assertion of its own', async () => {
    const { identities, looked } = given();
    await identities.obtain(caller, audience);
    expect(identities.atOnce({ ...caller, tokenId: 'token-2' }, audience)?.headers).toContain('assertion 2');
    expect(looked).toHaveLength(1);
  });

  it('is never that of another person', async () => {
    const { identities } = given();
    await identities.obtain(caller, audience);
    expect(identities.atOnce({ ...caller, subject: 'nurse-2' }, audience)).toBeUndefined();
  });

  it('is looked up again after the database was away', async () => {
    const { identities, at } = given();
    at.isDown = true;
    await expect(identities.obtain(caller, audience)).rejects.toThrow('away');
    at.isDown = false;
    expect((await identities.obtain(caller, audience)).headers).toContain('Zo%C3%AB');
  });

  it('is looked up and signed once, however many ask at once', async () => {
    const { identities, signed, looked } = given();
    const all = await Promise.all([1, 2, 3].map(() => identities.obtain(caller, audience)));
    expect(new Set(all).size).toBe(1);
    expect([signed.length, looked.length]).toEqual([1, 1]);
  });

  it('has an assertion with at least half of its minute left, and keeps what was counted', async () => {
    const { identities, pass } = given();
    const before = await identities.obtain(caller, audience);
    before.windows[3] = { count: 1, open: true };
    pass(29);
    expect(identities.atOnce(caller, audience)?.headers).toContain('assertion 1');
    pass(1);
    const after = identities.atOnce(caller, audience);
    expect(after?.headers).toContain('assertion 2');
    expect(after?.windows).toBe(before.windows);
  });

  it('is of whom an agent acts for, each by themselves, and of no client that is called like a person', async () => {
    const { identities, looked } = given();
    const agent = { ...caller, kind: 'agent', subject: 'agent-1' } as const;
    for (const onBehalfOf of ['nurse-1', 'nurse-2']) await identities.obtain({ ...agent, onBehalfOf }, audience);
    expect(looked).toEqual(['nurse-1', 'nurse-2']);
    const client = { ...caller, kind: 'client', subject: 'nurse-1' } as const;
    await expect(identities.obtain(client, audience)).rejects.toMatchObject({ code: 'oauth.client.unknown' });
  });

  it('is nothing where there is nobody any more', async () => {
    await expect(given({ active: false }).identities.obtain(caller, audience)).rejects.toMatchObject({
      code: 'login.user.inactive',
    });
    const client = { ...caller, kind: 'client' } as const;
    await expect(given().identities.obtain(client, audience)).rejects.toMatchObject({ code: 'oauth.client.unknown' });
  });
});
