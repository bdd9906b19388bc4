import { KeySeal } from './key-seal.js';

describe('the seal of a signing key', () => {
  const seal = new KeySeal('a secret of the configuration');
  const key = Buffer.from('the private key');

  it('opens what it sealed', () => {
    expect(seal.open('kid-1', seal.seal('kid-1', key))).toEqual(key);
  });

  it('leaves nothing of the key readable, and never seals twice alike', () => {
    const sealed = seal.seal('kid-1', key);
    expect(sealed.includes(key)).toBe(false);
    expect(seal.seal('kid-1', key)).not.toEqual(sealed);
  });

  it('stays shut for another secret, another key id, and a changed byte', () => {
    const sealed = seal.seal('kid-1', key);
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
    expect(() => new KeySeal('another secret').open('kid-1', sealed)).toThrow('authenticate');
    expect(() => seal.open('kid-2', sealed)).toThrow('authenticate');
    expect(() => seal.open('kid-1', changed)).toThrow('authenticate');
    expect(() => seal.open('kid-1', Buffer.of(9))).toThrow('unknown way');
  });
});
