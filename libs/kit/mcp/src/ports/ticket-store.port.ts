/** Keeps sealed tickets for a short while, each to be taken once: all processes of one address share one. */
export interface TicketStorePort {
  keep(ticket: KeptTicket): Promise<void>;
  /** What was kept under the id, for whoever asks first; nothing afterwards. */
  take(id: string): Promise<string | undefined>;
}

export interface KeptTicket {
  /** Neither the id nor what is kept lets anybody make the ticket or read the token. */
  readonly id: string;
  readonly sealed: string;
  /** It may be forgotten from then on. */
  readonly expiresAt: Date;
}
