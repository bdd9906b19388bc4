import { AddressRanges } from './address-ranges.js';
import { clientAddress } from './client-address.js';

const edge = new AddressRanges(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32']);

describe('the address of a client', () => {
  it.each([
    ['the peer, when nothing was forwarded', '203.0.113.5', undefined, '203.0.113.5'],
    ['the peer, when a stranger claims to forward', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
    ['the last hop before our proxies', '10.0.0.1', '198.51.100.1, 10.2.2.2', '198.51.100.1'],
    ['not what a client wrote before the first proxy', '10.0.0.1', '127.0.0.1, 198.51.100.1', '198.51.100.1'],
    ['the first hop, when all of them are ours', '10.0.0.1', '10.3.3.3,10.2.2.2', '10.3.3.3'],
    ['the peer, when what was forwarded is no address (CVE-2024-47070)', '10.0.0.1', 'a', '10.0.0.1'],
    ['the peer, when nothing stands in the header', '10.0.0.1', '', '10.0.0.1'],
    ['plain, when a dual-stack socket maps it (RFC 4291 §2.5.5.2)', '::ffff:203.0.113.5', undefined, '203.0.113.5'],
    ['plain in capitals too', '10.0.0.1', '::FFFF:198.51.100.1', '198.51.100.1'],
    [
      'not plain, when it only ends like a mapped one',
      '10.0.0.1',
      '2001:470::ffff:198.51.100.1',
      '2001:470::ffff:198.51.100.1',
    ],
    ['the peer, when something follows a mapped one', '10.0.0.1', '::ffff:198.51.100.1x', '10.0.0.1'],
    ['found through a mapped proxy', '::ffff:10.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['IPv6 as well', '2001:db8::1', '2001:470::5', '2001:470::5'],
    ['unknown without a peer', undefined, '198.51.100.1', undefined],
  ])('is %s', (_case, peer, forwardedFor, expected) => {
    expect(clientAddress(peer, forwardedFor, edge)).toBe(expected);
  });
});

describe('a set of addresses', () => {
  it('knows single addresses, ranges and both families', () => {
    expect(['192.0.2.7', '10.255.0.1', '2001:db8:1::1'].map((address) => edge.has(address))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['192.0.2.8', '11.0.0.1', '2001:db9::1', 'localhost', ''].some((address) => edge.has(address))).toBe(false);
  });

  it.each([
    ['10.0.0.1/32', '10.0.0.1', '10.0.0.2'],
    ['2001:db8::1/128', '2001:db8::1', '2001:db8::2'],
    ['0.0.0.0/0', '203.0.113.5', '2001:db8::1'],
  ])('may be as narrow as one address and as wide as a family: %s', (range, member, stranger) => {
    const ranges = new AddressRanges([range]);
    expect([ranges.has(member), ranges.has(stranger)]).toEqual([true, false]);
  });

  it.each([
    'localhost',
    '10.0.0.0/33',
    '10.0.0.0/0008',
    '10.0.0.0/8x',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '::1/129',
    '',
    '0x7f.1',
  ])('refuses "%s" at the start instead of trusting nobody or everybody', (range) => {
    expect(() => new AddressRanges([range])).toThrow('neither an IP address nor a CIDR range');
  });
});
