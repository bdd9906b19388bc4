import pg from 'pg';
import { pause } from '../pause.js';

/** The one connection of a process for messages: it listens, reads and writes. Lost, it is opened anew when next used. */
export class ListeningConnection {
  private current: Promise<pg.Client> | undefined;
  private closed = false;

  constructor(
    private readonly config: pg.ClientConfig,
    /** Called with the channel; without one when the connection was lost, and notifications perhaps with it. */
    private readonly wake: (channel?: string) => void,
  ) {}

  async query(text: string, values: readonly unknown[] = []): Promise<readonly unknown[]> {
    const opening = this.open();
    const client = await opening;
    try {
      return (await client.query(text, [...values])).rows;
    } catch (error) {
      // The server's own refusals leave the connection whole; silence and broken sockets do not.
      if (!(error instanceof pg.DatabaseError)) await this.discard(opening, client);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const client = await this.current?.catch(() => undefined);
    if (client) await end(client);
  }

  private open(): Promise<pg.Client> {
    if (this.current) return this.current;
    const opening = this.closed ? Promise.reject(new Error('Messaging was closed.')) : connect(this.config, this.wake);
    this.current = opening;
    opening.then(
      (client) => client.once('end', () => this.forget(opening)),
      () => this.forget(opening),
    );
    return opening;
  }

  private async discard(opening: Promise<pg.Client>, client: pg.Client): Promise<void> {
    this.forget(opening);
    await end(client);
  }

  private forget(opening: Promise<pg.Client>): void {
    if (this.current !== opening) return;
    this.current = undefined;
    this.wake();
  }
}

async function connect(config: pg.ClientConfig, wake: (channel?: string) => void): Promise<pg.Client> {
  const client = new pg.Client(config);
  client.on('notification', ({ payload }) => wake(payload));
  // Without a listener a lost connection would end the process; its `end` event says all that is needed.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('listen caregate_message');
    return client;
  } catch (error) {
    await end(client);
    throw error;
  }
}

const FAREWELL_MILLISECONDS = 500;

/** A server that is gone never confirms the farewell. */
async function end(client: pg.Client): Promise<void> {
  const confirmed = new AbortController();
  client.end(() => confirmed.abort());
  await pause(FAREWELL_MILLISECONDS, confirmed.signal);
  client.connection.stream.destroy();
}
