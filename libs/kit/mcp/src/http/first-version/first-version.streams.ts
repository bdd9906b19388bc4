import type { ServerResponse } from 'node:http';
import type { HeldPlaces } from '../../watch/held.places.js';
import type { TokenWatch } from '../../watch/token.watch.js';
import type { HttpVisit } from '../threshold/http.threshold.js';

const PING_MILLISECONDS = 30_000;

/** The event streams of version 1: the list of tools once, then a sign of life, until the token or the service ends. */
export class FirstVersionStreams {
  private readonly responses = new Set<ServerResponse>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly watch: TokenWatch,
    private readonly places: HeldPlaces,
    pingMilliseconds = PING_MILLISECONDS,
  ) {
    this.timer = setInterval(() => this.ping(), pingMilliseconds).unref();
  }

  open({ response, origin }: HttpVisit, first: object): void {
    // Whoever has gone meanwhile does not go again.
    if (response.destroyed) return;
    const { caller } = origin.identity;
    const leave = this.places.take({ caller, address: origin.address });
    const unwatch = caller && this.watch.add(caller, () => response.end());
    response.once('close', () => {
      leave();
      unwatch?.();
      this.responses.delete(response);
    });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(event('message', first));
    this.responses.add(response);
  }

  close(): void {
    clearInterval(this.timer);
    for (const response of this.responses) response.end();
  }

  private ping(): void {
    const timestamp = new Date().toISOString();
    for (const response of this.responses) response.write(event('ping', { timestamp }));
  }
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
