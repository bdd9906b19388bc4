import { givenCaller } from '@caregate/testing';
import { rateLimitKey } from './rate-limit-key.js';

const request = { requestId: 'r', transport: 'http' as const, address: '203.0.113.5' };
const caller = givenCaller({ subject: 'user-7', clientId: 'client-3' });

describe('the key of a limit', () => {
  it.each([
    ['address', 'address:203.0.113.5'],
    ['client', 'client:client-3'],
    ['user', 'user:user-7'],
  ] as const)('counts a caller by %s as %s', (by, expected) => {
    expect(rateLimitKey(by, { ...request, caller })).toBe(expected);
  });

  it('counts an agent against the person it acts for', () => {
    const agent = givenCaller({ kind: 'agent', subject: 'agent-1', onBehalfOf: 'user-7' });
    expect(rateLimitKey('user', { ...request, caller: agent })).toBe('user:user-7');
  });

  it('falls back to the address where nobody is known', () => {
    expect(rateLimitKey('client', request)).toBe('address:203.0.113.5');
    expect(rateLimitKey('user', { requestId: 'r', transport: 'stdio' })).toBe('address:unknown');
  });

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::', 'fe80:0:0:0::/64'],
    ['2001::3:4:5:6:7:8', '2001:0:3:4::/64'],
    ['::2:3:4:5:6:7:8', '0:2:3:4::/64'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4::/64'],
  ])('counts %s with its whole network, since one subscriber holds it (RFC 6177 §2)', (address, network) => {
    expect(rateLimitKey('address', { ...request, address })).toBe(`address:${network}`);
  });
});
