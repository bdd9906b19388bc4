import type { Socket } from 'node:net';
import { AddressRanges, clientAddress } from '@caregate/kit-http';

/** Which connections come from our own edge. Asked once for each connection. */
export class TrustedPeers {
  private readonly ranges: AddressRanges;
  private readonly answers = new WeakMap<Socket, boolean>();

  constructor(ranges: readonly string[]) {
    this.ranges = new AddressRanges(ranges);
  }

  trusts(socket: Socket): boolean {
    const known = this.answers.get(socket);
    if (known !== undefined) return known;
    const { remoteAddress: peer } = socket;
    const trusted = peer !== undefined && this.ranges.has(peer);
    this.answers.set(socket, trusted);
    return trusted;
  }

  /** Of the client behind the edge, for the trail only: no decision depends on it. */
  clientOf(socket: Socket, forwardedFor: string | undefined): string | undefined {
    return clientAddress(socket.remoteAddress, forwardedFor, this.ranges);
  }
}
