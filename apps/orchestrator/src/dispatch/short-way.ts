import type { TaskEngine, Ticket } from '../engine/task-engine.port.js';

export interface TicketTaker {
  /** Whether the ticket was taken, and needs no queue. */
  accept(ticket: Ticket): boolean;
}

/** Tickets for which somebody waits in this process go straight there, all others into the queue. */
export class ShortWay implements Pick<TaskEngine, 'add' | 'remove'> {
  private taker: TicketTaker | undefined;

  constructor(private readonly engine: Pick<TaskEngine, 'add' | 'remove'>) {}

  to(taker: TicketTaker): void {
    this.taker = taker;
  }

  remove(tickets: Parameters<TaskEngine['remove']>[0]): Promise<void> {
    return this.engine.remove(tickets);
  }

  async add(tickets: readonly Ticket[]): Promise<void> {
    const left = tickets.filter((ticket) => this.taker?.accept(ticket) !== true);
    if (left.length > 0) await this.engine.add(left);
  }
}
