import type { KeptTicket, TicketStorePort } from '../ports/ticket-store.port.js';

const TICKETS_MAX = 10_000;

/** Tickets of this process alone. */
export class MemoryTickets implements TicketStorePort {
  private readonly kept = new Map<string, KeptTicket>();

  constructor(private readonly clock: () => Date) {}

  async keep(ticket: KeptTicket): Promise<void> {
    this.forgetExpired();
    this.kept.set(ticket.id, ticket);
  }

  async take(id: string): Promise<string | undefined> {
    const found = this.kept.get(id);
    this.kept.delete(id);
    return found?.sealed;
  }

  /** Oldest first, which is the order of expiry. */
  private forgetExpired(): void {
    const now = this.clock();
    for (const [id, { expiresAt }] of this.kept) {
      if (expiresAt > now && this.kept.size < TICKETS_MAX) return;
      this.kept.delete(id);
    }
  }
}
