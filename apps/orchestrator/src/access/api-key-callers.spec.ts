import { DomainError, type ErrorCode } from '@caregate/core-errors';
import { runInContext } from '@caregate/kit-http';
import { givenCaller } from '@caregate/testing';
import { ApiKeyCallers } from './api-key-callers.js';

/** An issuer that numbers its tokens, and a verifier that refuses what the spec names. */
function given() {
  const world = {
    issued: 0,
    refuses: new Map<string, ErrorCode>(),
    issue: async (_key: string) => `token ${(world.issued += 1)}`,
  };
  const verify = async (token: string) => {
    const code = world.refuses.get(token);
    if (code !== undefined) throw new DomainError(code);
    return givenCaller({ tokenId: token });
  };
  const peek = (token: string) => (world.refuses.has(token) ? undefined : givenCaller({ tokenId: token }));
  const keys = new ApiKeyCallers({ verify, peek }, { tokenFor: (key) => world.issue(key) });
  const shown = async (key = 'cgk_a') => (await keys.verify(key)).tokenId;
  return { world, keys, shown };
}

describe('who is behind an API key', () => {
  it('is whom its token names, for as long as that holds', async () => {
    const { shown, keys } = given();
    expect(keys.peek('cgk_a')).toBeUndefined();
    expect([await shown(), await shown()]).toEqual(['token 1', 'token 1']);
    expect(keys.peek('cgk_a')?.tokenId).toBe('token 1');
    expect(await shown('cgk_b')).toBe('token 2');
  });

  it.each(['token.expired', 'token.revoked', 'token.signature.invalid'] as const)(
    'is asked anew after %s, once for all who come at the same time',
    async (code) => {
      const { shown, world, keys } = given();
      await shown();
      world.refuses.set('token 1', code);
      expect(keys.peek('cgk_a')).toBeUndefined();
      expect(await Promise.all([shown(), shown(), shown()])).toEqual(['token 2', 'token 2', 'token 2']);
      expect(world.issued).toBe(2);
    },
  );

  it('is nobody once the issuer knows the key no more', async () => {
    const { shown, world } = given();
    await shown();
    world.refuses.set('token 1', 'token.revoked');
    world.issue = async () => Promise.reject(new DomainError('token.key.invalid'));
    await expect(shown()).rejects.toThrow('token.key.invalid');
    world.refuses.delete('token 1');
    await expect(shown()).rejects.toThrow('token.key.invalid');
  });

  it('is not said while nobody can say whether the token is revoked', async () => {
    const { shown, world } = given();
    await shown();
    world.refuses.set('token 1', 'access.view.stale');
    await expect(shown()).rejects.toThrow('access.view.stale');
    expect(world.issued).toBe(1);
  });

  it('is not asked for an address that has shown hundreds of wrong keys, and for all others still', async () => {
    const { shown, world } = given();
    const from = (address: string, key: string) =>
      runInContext({ requestId: 'r', transport: 'http', address }, () => shown(key));
    expect(await from('192.0.2.1', 'cgk_known')).toBe('token 1');
    const { issue } = world;
    world.issue = async () => Promise.reject(new DomainError('token.key.invalid'));
    for (let guess = 0; guess < 300; guess += 1)
      await expect(from('192.0.2.1', `cgk_${guess}`)).rejects.toThrow('token.key.invalid');
    world.issue = issue;
    await expect(from('192.0.2.1', 'cgk_next')).rejects.toThrow('request.too_many');
    expect(await from('192.0.2.1', 'cgk_known')).toBe('token 1');
    expect(await from('192.0.2.2', 'cgk_next')).toBe('token 2');
  });

  it('is asked again at once when the issuer could not be reached', async () => {
    const { shown, world } = given();
    const { issue } = world;
    world.issue = async () => Promise.reject(new DomainError('token.keys.unavailable'));
    await expect(shown()).rejects.toThrow('token.keys.unavailable');
    world.issue = issue;
    expect(await shown()).toBe('token 1');
  });
});
