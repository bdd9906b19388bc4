import { errorCatalogue } from '@caregate/core-errors';
import type { RevocationView } from '@caregate/kit-jwt';
import type { Peer } from './peer.js';

/** The longest that a timer can be set (2³¹ − 1 ms). */
const TIMER_MILLISECONDS_MAX = 2_147_483_647;
const EVERY_MILLISECONDS = 1_000;

const MEBIBYTE = 1024 * 1024;

/** A few of the largest messages; for agents two of the largest tasks, which come over a slow line in more than a moment. */
const BACKLOG_BYTES_MAX = 4 * MEBIBYTE;
const BACKLOG_OF_AGENT_BYTES_MAX = 24 * MEBIBYTE;

/** A connection lasts no longer than the token with which it was opened, and than its other end reads what is sent. */
export class PeerWatch {
  private readonly peers = new Map<Peer, NodeJS.Timeout>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly revocations: Pick<RevocationView, 'isRevoked'>) {
    this.timer = setInterval(() => this.look(), EVERY_MILLISECONDS);
  }

  get size(): number {
    return this.peers.size;
  }

  add(peer: Peer): void {
    const left = Math.max(0, peer.caller.expiresAtSeconds * 1000 - Date.now());
    const expire = setTimeout(
      () => left < TIMER_MILLISECONDS_MAX && end(peer, 'token.expired'),
      Math.min(left, TIMER_MILLISECONDS_MAX),
    );
    this.peers.set(peer, expire);
  }

  remove(peer: Peer): void {
    clearTimeout(this.peers.get(peer));
    this.peers.delete(peer);
  }

  closeAll(code: 'service.stopping'): void {
    for (const peer of this.peers.keys()) end(peer, code);
  }

  stop(): void {
    clearInterval(this.timer);
    for (const timer of this.peers.values()) clearTimeout(timer);
  }

  private look(): void {
    for (const peer of this.peers.keys())
      if (this.revocations.isRevoked(peer.caller)) end(peer, 'token.revoked');
      else if (peer.backlogBytes > backlogBytesMaxOf(peer)) peer.terminate();
  }
}

function backlogBytesMaxOf({ caller }: Peer): number {
  return caller.kind === 'agent' ? BACKLOG_OF_AGENT_BYTES_MAX : BACKLOG_BYTES_MAX;
}

function end(peer: Peer, code: 'token.expired' | 'token.revoked' | 'service.stopping'): void {
  peer.close(code, errorCatalogue[code].publicMessage);
}
