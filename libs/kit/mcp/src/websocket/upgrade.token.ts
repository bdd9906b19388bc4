import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import { bearerTokenOf } from '../http/threshold/bearer.token.js';
import type { UpgradeTickets } from './upgrade.tickets.js';

const TICKET = /(?:^|,)\s*ticket\.([\w-]+)\s*(?:,|$)/;

/**
 * The token of an upgrade: in the Authorization header, or behind the ticket among the subprotocols, the one place where a
 * page can put something and no log looks. A ticket that is good for nothing is a refusal, not an upgrade without token.
 */
export async function upgradeToken(headers: IncomingHttpHeaders, tickets: UpgradeTickets): Promise<string | undefined> {
  const ticket = TICKET.exec(headers['sec-websocket-protocol'] ?? '')?.[1];
  if (ticket === undefined) return bearerTokenOf(headers.authorization);
  const token = await tickets.redeem(ticket);
  if (token === undefined) throw new DomainError('token.malformed');
  return token;
}
