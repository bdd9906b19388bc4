import { createHash } from 'node:crypto';
import { CHAIN_START, rowHash } from './row-hash.js';

describe('the hash of a row, form 1', () => {
  it('is SHA-256 over 01, shard, seq, the hash before it and the body', () => {
    const input = `01${'0003'}${'0000000000000007'}${'00'.repeat(32)}${Buffer.from('{"name":"é"}').toString('hex')}`;
    const expected = createHash('sha256').update(Buffer.from(input, 'hex')).digest('hex');
    expect(rowHash(CHAIN_START, { shard: 3, seq: 7, body: '{"name":"é"}' }).toString('hex')).toBe(expected);
  });

  it('stays as it is, for old trails must stay verifiable', () => {
    expect(rowHash(CHAIN_START, { shard: 0, seq: 1, body: '{}' }).toString('hex')).toBe(
      '05b9c672b2816660af42372c3f993f837cd86d7c1dd45da551bbd7cba9a5a5c7',
    );
  });
});
