import { givenCaller } from '../fixture/callers.fixture.js';
import { FakeVerifier } from '../fixture/fakes.fixture.js';
import { TokenWatch, type TokenEnd } from './token.watch.js';

function given(withRevocations = true) {
  const verifier = new FakeVerifier();
  const revocations = withRevocations ? verifier : undefined;
  const watch = new TokenWatch({ revocations, clock: () => new Date(), intervalMilliseconds: 2 });
  const ended: [string, TokenEnd][] = [];
  const add = (tokenId: string, expiresAtSeconds = Date.now() / 1000 + 600) => {
    const caller = givenCaller({ tokenId, expiresAtSeconds });
    return new Promise<void>((resolve) =>
      unwatch.push(watch.add(caller, (reason) => (ended.push([tokenId, reason]), resolve()))),
    );
  };
  const unwatch: (() => void)[] = [];
  return { watch, verifier, ended, add, unwatch };
}

describe('the watch over tokens', () => {
  it('ends what was opened by a token that has expired, once', async () => {
    const { watch, ended, add } = given(false);
    void add('lasting');
    await add('expired', 0);
    await add('late', 0);
    expect(ended).toEqual([
      ['expired', 'token expired'],
      ['late', 'token expired'],
    ]);
    watch.close();
  });

  it('ends what was opened by a token that has been revoked, at once', () => {
    const { watch, verifier, ended, add } = given();
    void add('revoked');
    void add('good');
    verifier.revoke('revoked');
    expect(ended).toEqual([['revoked', 'token revoked']]);
    watch.close();
  });

  it('finds a revocation that nobody told it of', async () => {
    const { watch, verifier, ended, add } = given();
    Object.assign(verifier, { isRevoked: () => true });
    await add('revoked');
    expect(ended).toEqual([['revoked', 'token revoked']]);
    watch.close();
  });

  it('lets go of what has ended by itself', () => {
    const { watch, verifier, ended, add, unwatch } = given();
    void add('gone');
    unwatch[0]?.();
    verifier.revoke('gone');
    expect(ended).toEqual([]);
    watch.close();
  });
});
