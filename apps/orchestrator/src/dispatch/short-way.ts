import type { TaskEngine, Ticket } from '../engine/task-engine.port.js';

export interface TicketTaker {
  /** Whether the ticket was taken, and needs no queue. */
  accept(ticket: Ticket): boolean;
}

/** Tickets for which somebody waits in this process go straight there, all others into the queue. */
export class ShortWay implements Pick<TaskEngine, 'add'> {
  private taker: TicketTaker | undefined;

  constructor(private readonly engine: Pick<TaskEngine, 'add'>) {}

  to(taker: TicketTaker): void {
    this.taker = taker;
  }

  async add(tickets: readonly Ticket[]): Promise<void> {
    const left = tickets.filter((ticket) => this.taker?.accept(ticket) !== true);
    if (left.length > 0) await this.engine.add(left);
  }
}
