import type { Socket } from 'node:net';
import { TrustedPeers } from './trusted-peers.js';

const from = (remoteAddress: string | undefined) => ({ remoteAddress }) as Socket;

describe('a connection', () => {
  const peers = new TrustedPeers(['10.0.0.0/8', 'fd00::/8']);

  it.each([
    ['10.1.2.3', true],
    ['::ffff:10.1.2.3', true],
    ['fd00::7', true],
    ['11.0.0.1', false],
    ['::ffff:11.0.0.1', false],
    ['fe80::1', false],
    ['127.0.0.1', false],
    [undefined, false],
  ])('from %s is of our edge: %s, however often that is asked', (address, trusted) => {
    const socket = from(address);
    expect([peers.trusts(socket), peers.trusts(socket)]).toEqual([trusted, trusted]);
  });

  it('stays what it was, also when its socket has no address any more', () => {
    const socket = { remoteAddress: '10.0.0.1' };
    expect(peers.trusts(socket as Socket)).toBe(true);
    Reflect.deleteProperty(socket, 'remoteAddress');
    expect(peers.trusts(socket as Socket)).toBe(true);
  });

  it('brings the address of the client only through our edge', () => {
    expect(peers.clientOf(from('10.0.0.1'), '198.51.100.7')).toBe('198.51.100.7');
    expect(peers.clientOf(from('203.0.113.9'), '198.51.100.7')).toBe('203.0.113.9');
  });

  it('is of nobody where no edge is named', () => {
    expect(new TrustedPeers([]).trusts(from('127.0.0.1'))).toBe(false);
  });
});
