import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { TicketStorePort } from '../ports/ticket-store.port.js';

export interface UpgradeTicket {
  readonly ticket: string;
  readonly expires_in: number;
}

const LIFETIME_SECONDS = 30;
const TAG_BYTES = 16;

/**
 * Stands for a token on one upgrade, for pages: a browser lets no page set headers on a WebSocket. Good once and for half
 * a minute. The store has the token under a key that only the ticket gives, so that nobody who reads it has either.
 */
export class UpgradeTickets {
  constructor(
    private readonly store: TicketStorePort,
    private readonly clock: () => Date,
  ) {}

  async issue(token: string): Promise<UpgradeTicket> {
    const ticket = randomBytes(24).toString('base64url');
    const expiresAt = new Date(this.clock().getTime() + LIFETIME_SECONDS * 1000);
    const sealed = seal(ticket, JSON.stringify({ token, expiresAt: expiresAt.getTime() }));
    await this.store.keep({ id: idOf(ticket), sealed, expiresAt });
    return { ticket, expires_in: LIFETIME_SECONDS };
  }

  /** The token for which it stands, once. */
  async redeem(ticket: string): Promise<string | undefined> {
    const sealed = await this.store.take(idOf(ticket));
    if (sealed === undefined) return undefined;
    // It was written above.
    const { token, expiresAt } = JSON.parse(open(ticket, sealed)) as { token: string; expiresAt: number };
    return expiresAt > this.clock().getTime() ? token : undefined;
  }
}

function idOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64url');
}

/** Each ticket, and with it each key, seals one text, so that the nonce may stay the same. */
const nonce = Buffer.alloc(12);

function keyOf(ticket: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', ticket, '', 'upgrade ticket', 32));
}

function seal(ticket: string, text: string): string {
  const cipher = createCipheriv('aes-256-gcm', keyOf(ticket), nonce);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function open(ticket: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ticket), nonce).setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}
