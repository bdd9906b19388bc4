import { ConnectFailed } from '../connect-failed.error.js';
import type { Connection } from '../connection.js';
import type { Credentials } from '../sign-in/credential-file.js';

type Client = NonNullable<Credentials['client']>;

/** Looks at, changes or ends the bridge's own registration at the authorization server (RFC 7592 §2). */
export class Registration {
  constructor(private readonly file: Connection['file']) {}

  async read(): Promise<unknown> {
    const client = await this.client();
    return withoutSecrets(await this.ask(client, 'GET'));
  }

  /** `client_name=Other,scope=read:x`; what is not named stays as it is. */
  async update(changes: string): Promise<unknown> {
    const client = await this.client();
    const answer = await this.ask(client, 'PUT', {
      ...changeable(await this.ask(client, 'GET')),
      ...changesIn(changes),
    });
    await this.file.change({ client: { ...client, ...answer } });
    return withoutSecrets(answer);
  }

  async remove(): Promise<unknown> {
    await this.ask(await this.client(), 'DELETE');
    await this.file.remove();
    return { deleted: true };
  }

  private async client(): Promise<Client> {
    const { client } = await this.file.read();
    if (client?.registration_client_uri !== undefined) return client;
    throw new ConnectFailed('There is no registration of this bridge that the server lets it manage.', 5);
  }

  private async ask(client: Client, method: string, body?: object): Promise<Record<string, unknown>> {
    const { registration_client_uri: uri = '', registration_access_token: token = '' } = client;
    const response = await fetch(uri, {
      method,
      redirect: 'error',
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new ConnectFailed(`The authorization server answered ${response.status}.`, 5);
    return response.status === 204 ? {} : ((await response.json()) as Record<string, unknown>); // -- RFC 7592 §3: an object
  }
}

/** RFC 7592 §2.2: the request holds all metadata, but not what the server made of it. */
function changeable(registered: Record<string, unknown>): Record<string, unknown> {
  const ofServer = [
    'registration_access_token',
    'registration_client_uri',
    'client_secret_expires_at',
    'client_id_issued_at',
  ];
  return Object.fromEntries(Object.entries(registered).filter(([name]) => !ofServer.includes(name)));
}

/** RFC 7591 §2: those that are arrays, whose values `;` keeps apart. */
const LISTS = new Set(['redirect_uris', 'grant_types', 'response_types', 'contacts']);

function changesIn(text: string): Record<string, string | readonly string[]> {
  const pairs = text.split(',').map((pair) => /^\s*(\w+)=(.*)$/s.exec(pair));
  if (pairs.includes(null)) throw new ConnectFailed('--update-client wants key=value,key=value.', 2);
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name = '', value = ''] = pair ?? [];
      return [name, LISTS.has(name) ? value.split(';') : value];
    }),
  );
}

function withoutSecrets({
  client_secret: _secret,
  registration_access_token: _token,
  ...rest
}: Record<string, unknown>) {
  return rest;
}
