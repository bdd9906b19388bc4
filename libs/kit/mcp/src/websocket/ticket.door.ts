import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { HttpThreshold, HttpVisit } from '../http/threshold/http.threshold.js';
import type { UpgradeTickets } from './upgrade.tickets.js';

/** `POST` with a bearer token: a ticket for one upgrade. */
export class TicketDoor {
  constructor(
    private readonly threshold: HttpThreshold,
    private readonly tickets: UpgradeTickets,
  ) {}

  handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.threshold.cross(request, response, undefined, (visit) => this.issue(visit));
  }

  private async issue({ request, response, origin }: HttpVisit): Promise<void> {
    if (request.method !== 'POST') throw new DomainError('request.invalid');
    if (origin.identity.error !== undefined) throw origin.identity.error;
    if (origin.token === undefined) throw new DomainError('token.absent');
    const body = JSON.stringify(await this.tickets.issue(origin.token));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
    });
    response.end(body);
  }
}
