import type { Channel } from '@caregate/core-contracts';
import { decodeMessage, encodeMessage } from './message.codec.js';

describe('a message on the wire', () => {
  it('is what was sent', () => {
    const revocation = { seq: 7, kind: 'token', value: 'jti-1', notBeforeSeconds: 1, expiresAtSeconds: 2 } as const;
    expect(decodeMessage('revocation.added', encodeMessage('revocation.added', revocation))).toEqual(revocation);
  });

  it.each([
    ['is no JSON', '{"subject":', ['']],
    ['is empty', '', ['']],
    ['lacks a field', '{}', ['subject']],
    ['has a field too many', '{"subject":"user-7","name":"Ada Byron"}', ['']],
    ['is null', 'null', ['']],
  ])('is refused when it %s, naming fields and no values', (_case, body, fields) => {
    const refusal = expect.objectContaining({
      code: 'message.invalid',
      message: 'message.invalid',
      detail: { channel: 'relations.changed', fields },
    });
    expect(() => decodeMessage('relations.changed', body)).toThrow(refusal);
  });

  it.each(['nobody.listens', 'constructor', '__proto__'])(
    'is refused on the channel %s, which nobody declared',
    (name) => {
      expect(() => decodeMessage(name as Channel, '{}')).toThrow(expect.objectContaining({ code: 'message.invalid' }));
    },
  );
});
