import { hash, randomBytes } from 'node:crypto';
import { weaknessOf } from './secret.strength.js';

describe('a secret', () => {
  it.each(['hex', 'base64', 'base64url'] as const)('of 32 random bytes in %s will do', (encoding) => {
    // The same ones in every run: true chance would spell one of the words that are refused, once in a long while.
    const weaknesses = Array.from({ length: 500 }, (_, n) =>
      weaknessOf(hash('sha256', `${n}`, 'buffer').toString(encoding), 32),
    );
    expect(weaknesses.filter((weakness) => weakness !== undefined)).toEqual([]);
  });

  it('that a person made of many words will do', () => {
    expect(weaknessOf('eleven tired otters / carry 7 umbrellas', 32)).toBeUndefined();
  });

  it.each([
    ['of half as many bytes as its hexadecimal digits', randomBytes(16).toString('hex'), 16],
    ['of capital hexadecimal digits', randomBytes(22).toString('hex').toUpperCase(), 22],
    ['of base64 that decodes to fewer bytes', randomBytes(24).toString('base64'), 24],
    ['of base64 with padding', randomBytes(25).toString('base64'), 25],
    ['of base64url', `-${randomBytes(24).toString('base64url').slice(1)}`, 24],
    ['that is a UUID', '0f8fad5b-d9cb-469f-a165-70867728950e', 16],
    ['that is short', 'tr0ub4dor&3', 11],
  ])('%s is refused', (_case, secret, bytes) => {
    expect(weaknessOf(secret, 32)).toContain(`at most ${bytes} bytes of randomness, and 32 are needed`);
  });

  it.each([
    ['one character', '!'.repeat(64)],
    ['a repeated word', 'nightingale!'.repeat(4)],
    ['a repeated pattern of digits', 'deadbeef'.repeat(8)],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz{|}~ABCDEFGHIJKLMNOP'],
    ['few different characters', 'a!b!!ab!ba!!bb!aa!b!ab!!ba!b!aab!bb!a'],
  ])('made of %s is refused', (_case, secret) => {
    expect(weaknessOf(secret, 32)).toContain('follows a pattern');
  });

  it.each([
    'change-me',
    'change_me',
    'change.me',
    'change me',
    'ChangeMe',
    'P@ssw0rd',
    'P4$$w0rd',
    'pa55word',
    's3cret',
    'we1come',
    'exampl3',
    'caregate',
  ])('with %s in it is refused', (word) => {
    expect(weaknessOf(`x7!Kq2 ${word} zP9#wL4^vB8&nM1*tR6`, 32)).toContain('a word that is tried first');
  });

  it('is refused with the command that makes a better one', () => {
    expect(weaknessOf('short', 32)).toContain('openssl rand -base64 32');
  });
});
