import { randomBytes } from 'node:crypto';

export interface UpgradeTicket {
  readonly ticket: string;
  readonly expires_in: number;
}

const LIFETIME_SECONDS = 30;
const TICKETS_MAX = 10_000;

/**
 * Stands for a token on one upgrade, for pages: a browser lets no page set headers on a WebSocket. Good once and for half
 * a minute, and known to this process only; whoever runs several sends a client to the same one for that long.
 */
export class UpgradeTickets {
  private readonly tokens = new Map<string, { readonly token: string; readonly expiresAt: number }>();

  constructor(private readonly clock: () => Date) {}

  issue(token: string): UpgradeTicket {
    this.forgetExpired();
    const ticket = randomBytes(24).toString('base64url');
    this.tokens.set(ticket, { token, expiresAt: this.clock().getTime() + LIFETIME_SECONDS * 1000 });
    return { ticket, expires_in: LIFETIME_SECONDS };
  }

  /** The token for which it stands, once. */
  redeem(ticket: string): string | undefined {
    const found = this.tokens.get(ticket);
    this.tokens.delete(ticket);
    return found !== undefined && found.expiresAt > this.clock().getTime() ? found.token : undefined;
  }

  /** Oldest first, which is the order of expiry. */
  private forgetExpired(): void {
    const now = this.clock().getTime();
    for (const [ticket, { expiresAt }] of this.tokens) {
      if (expiresAt > now && this.tokens.size < TICKETS_MAX) return;
      this.tokens.delete(ticket);
    }
  }
}
