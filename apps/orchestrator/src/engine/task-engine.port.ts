/** Says that an attempt at a task is due. The row of the task is the record; a ticket without one means nothing. */
export interface Ticket {
  readonly taskId: string;
  readonly attempt: number;
  /** The capability that the task needs; there is one queue for each. */
  readonly queue: string;
  /** 10 goes first. */
  readonly priority: number;
  readonly delayMilliseconds?: number;
}

export interface HeldTicket {
  readonly taskId: string;
  readonly attempt: number;
  /** Takes it out of the queue; one that is never done comes back after a few seconds. */
  done(): Promise<void>;
  /** For one that would not come back by itself. */
  giveBack?(): Promise<void>;
}

/** Carries tickets between processes, highest priority first, each to one of them. */
export interface TaskEngine {
  /** Adding a ticket again, while it is there, changes nothing. Fails soon when the queue does not answer. */
  add(tickets: readonly Ticket[]): Promise<void>;
  /** Takes away tickets that nobody needs any more; one that is held already is left to its holder. */
  remove(tickets: readonly Pick<Ticket, 'taskId' | 'attempt' | 'queue'>[]): Promise<void>;
  /** The next ticket; waits a few seconds for one if it may, then answers `undefined`. */
  take(queue: string, options?: { readonly wait: boolean }): Promise<HeldTicket | undefined>;
  waiting(queue: string): Promise<number>;
  close(): Promise<void>;
}
