import type { Revocation } from '@caregate/core-contracts';
import { givenCaller } from '@caregate/testing';
import { RevocationIndex } from './revocation-index.js';

const noon = 1_795_262_400;

function revocation(overrides: Partial<Revocation>): Revocation {
  return {
    seq: 1,
    kind: 'subject',
    value: 'dr-house',
    notBeforeSeconds: noon,
    expiresAtSeconds: noon + 900,
    ...overrides,
  };
}

function issuedAt(issuedAtSeconds: number): ReturnType<typeof givenCaller> {
  return givenCaller({ subject: 'dr-house', clientId: 'console', issuedAtSeconds });
}

describe('the revocation of everything that a subject or client holds', () => {
  it.each([
    ['subject', 'dr-house'],
    ['client', 'console'],
  ] as const)('(%s) ends tokens of before and leaves tokens of after', (kind, value) => {
    const index = new RevocationIndex();
    index.apply(revocation({ kind, value }));
    expect(index.isRevoked(issuedAt(noon - 1))).toBe(true);
    expect(index.isRevoked(issuedAt(noon + 1))).toBe(false);
  });

  it('ends tokens of its very second, as nobody can say whether they are of before or after', () => {
    const index = new RevocationIndex();
    index.apply(revocation({}));
    expect(index.isRevoked(issuedAt(noon))).toBe(true);
  });

  it('does not become weaker when an older one is read later', () => {
    const index = new RevocationIndex();
    index.apply(revocation({ notBeforeSeconds: noon, expiresAtSeconds: noon + 900 }));
    expect(index.apply(revocation({ notBeforeSeconds: noon - 60, expiresAtSeconds: noon + 60 }))).toBe(false);
    index.prune(noon + 600);
    expect(index.isRevoked(issuedAt(noon - 30))).toBe(true);
  });

  it('becomes stronger when a younger one is read later', () => {
    const index = new RevocationIndex();
    index.apply(revocation({ notBeforeSeconds: noon - 60 }));
    index.apply(revocation({ notBeforeSeconds: noon }));
    expect(index.isRevoked(issuedAt(noon - 30))).toBe(true);
  });

  it('keeps the later instant and the later end of two', () => {
    const index = new RevocationIndex();
    index.apply(revocation({ notBeforeSeconds: noon, expiresAtSeconds: noon + 60 }));
    index.apply(revocation({ notBeforeSeconds: noon - 60, expiresAtSeconds: noon + 900 }));
    index.prune(noon + 600);
    expect(index.isRevoked(issuedAt(noon))).toBe(true);
  });
});

describe('a revocation', () => {
  it.each([
    ['token', 'tokenId'],
    ['grant', 'grantId'],
    ['session', 'sessionId'],
    ['subject', 'subject'],
    ['client', 'clientId'],
  ] as const)('of a %s concerns nothing else of the same name', (kind, field) => {
    const index = new RevocationIndex();
    index.apply(revocation({ kind, value: 'x' }));
    const names = { tokenId: 'x', grantId: 'x', sessionId: 'x', subject: 'x', clientId: 'x', issuedAtSeconds: noon };
    expect(index.isRevoked(givenCaller(names))).toBe(true);
    expect(index.isRevoked(givenCaller({ ...names, [field]: 'y' }))).toBe(false);
  });

  it('of a person reaches the agents that act for that person, and no others', () => {
    const index = new RevocationIndex();
    index.apply(revocation({}));
    const agent = givenCaller({ kind: 'agent', subject: 'summariser', onBehalfOf: 'dr-house', issuedAtSeconds: noon });
    expect(index.isRevoked(agent)).toBe(true);
    expect(index.isRevoked({ ...agent, issuedAtSeconds: noon + 1 })).toBe(false);
    expect(index.isRevoked({ ...agent, onBehalfOf: 'dr-wilson' })).toBe(false);
  });

  it('of a token reaches what was exchanged for it, and nothing else', () => {
    const index = new RevocationIndex();
    index.apply(revocation({ kind: 'token', value: 'x' }));
    expect(index.isRevoked(givenCaller({ tokenId: 'y', originTokenId: 'x' }))).toBe(true);
    expect(index.isRevoked(givenCaller({ tokenId: 'y', originTokenId: 'z' }))).toBe(false);
  });

  it.each(['token', 'grant', 'session'] as const)('of a %s is news once', (kind) => {
    const index = new RevocationIndex();
    expect(index.apply(revocation({ kind }))).toBe(true);
    const later = revocation({ kind, notBeforeSeconds: noon + 1, expiresAtSeconds: noon + 1_000 });
    expect([index.apply(later), index.size]).toEqual([false, 1]);
  });

  it.each(['subject', 'client'] as const)('of a %s is news again when it refuses younger tokens', (kind) => {
    const index = new RevocationIndex();
    expect(index.apply(revocation({ kind }))).toBe(true);
    expect(index.apply(revocation({ kind, expiresAtSeconds: noon + 1_000 }))).toBe(false);
    expect(index.apply(revocation({ kind, notBeforeSeconds: noon + 1 }))).toBe(true);
    expect(index.size).toBe(1);
  });

  it('is forgotten five minutes after its last token has expired, and no sooner', () => {
    const index = new RevocationIndex();
    index.apply(revocation({ kind: 'token', value: 'token-1' }));
    index.prune(noon + 900 + 300);
    expect(index.size).toBe(1);
    index.prune(noon + 900 + 301);
    expect(index.size).toBe(0);
  });

  it('may be missing once the clock goes back by more than that, until everything was applied again', () => {
    const index = new RevocationIndex();
    expect(index.isForgetful(noon)).toBe(false);
    index.prune(noon + 7200);
    index.prune(noon + 7000);
    expect([index.isForgetful(noon + 6900), index.isForgetful(noon + 6899)]).toEqual([false, true]);
    index.prune(noon);
    expect([index.isForgetful(noon - 300), index.isForgetful(noon - 301)]).toEqual([false, true]);
  });
});
