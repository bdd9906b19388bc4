/** A running server; everything that connects to it does so over loopback with a password. */
export interface PostgresServer {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly superuserUrl: string;
  urlFor(login: Login): string;
  /** Ends running transactions by rolling them back, writes everything to disk, and returns when the server is gone. */
  stop(): Promise<void>;
}

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export function urlOf(port: number, { user, password, database }: Login): string {
  const [name, secret, base] = [user, password, database].map(encodeURIComponent);
  return `postgresql://${name}:${secret}@127.0.0.1:${port}/${base}`;
}
