import { DomainError } from '@caregate/core-errors';
import { rateLimitKey } from '@caregate/kit-http';
import type { Counted } from '../ports/rate-limit.port.js';

/**
 * Who holds how many of the connections that last. Each holder may have a part of them only, so that none shuts the others
 * out: a person by whichever client, and who has shown no token by their address.
 */
export class HeldPlaces {
  private readonly held = new Map<string, number>();

  constructor(private readonly perHolderMax: number) {}

  /** Returns what gives the place back, to be called once. */
  take(who: Counted): () => void {
    const holder = rateLimitKey('user', who);
    const own = this.held.get(holder) ?? 0;
    if (own >= this.perHolderMax) throw new DomainError('request.connections.too_many', { detail: { own } });
    this.held.set(holder, own + 1);
    return () => this.giveBack(holder);
  }

  private giveBack(holder: string): void {
    const left = (this.held.get(holder) ?? 0) - 1;
    if (left > 0) this.held.set(holder, left);
    else this.held.delete(holder);
  }
}
