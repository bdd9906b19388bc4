import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Client } from 'oidc-provider';
import type { ClientSecrets } from '../../clients/client-secrets.js';
import { registeredClientOf, type RegisteredClient } from '../../oauth/provider/registered-client.js';
import type { ClientState, ClientStates } from './client-states.repository.js';
import type { LaneCredentials } from './lane-credentials.js';

export interface KnownClientsOptions {
  readonly states: Pick<ClientStates, 'find'>;
  readonly provider: { readonly current: { readonly Client: { find(id: string): Promise<Client | undefined> } } };
  readonly secrets: ClientSecrets;
  readonly nowMilliseconds?: () => number;
}

/** An application with a secret, as the library sees it, and of which state of its row that is told. */
export interface KnownClient {
  readonly client: Client;
  readonly registered: RegisteredClient;
  readonly state: ClientState;
  /** Salted digest of the secret that has been found right, empty until then. */
  proof: Buffer;
}

interface Entry {
  readonly readAt: number;
  readonly known: Promise<KnownClient | undefined>;
}

/** So long a change may go unseen by questions about tokens. A token is never issued by memory: see `MachineTokens`. */
const MILLISECONDS_MAX = 500;
const CLIENTS_MAX = 1_000;
const NONE = Buffer.alloc(0);

const SECRET_METHODS: ReadonlySet<string | undefined> = new Set(['client_secret_basic', 'client_secret_post']);

/** Applications that asked lately, so that not every request of one reads it anew. */
export class KnownClients {
  private readonly entries = new LRUCache<string, Entry>({ max: CLIENTS_MAX });
  private readonly nowMilliseconds: () => number;
  private readonly salt = randomBytes(32).toString('latin1');

  constructor(private readonly options: KnownClientsOptions) {
    this.nowMilliseconds = options.nowMilliseconds ?? (() => performance.now());
  }

  /** Who has proved to be whom; `undefined` for everybody of whom the library may have something else to say. */
  async authenticated({ clientId, secret, appId }: LaneCredentials): Promise<KnownClient | undefined> {
    const known = await this.find(clientId);
    if (known === undefined || (appId !== undefined && appId !== known.registered.appId)) return undefined;
    return this.hasProved(known, secret) ? known : undefined;
  }

  /** Who shows the secret again that was right a moment ago is spared the whole comparison, not the proof. */
  private hasProved(known: KnownClient, secret: string): boolean {
    const shown = hash('sha256', this.salt + secret, 'buffer');
    if (known.proof.length === shown.length && timingSafeEqual(known.proof, shown)) return true;
    if (!this.options.secrets.matches(secret, Buffer.from(known.client.clientSecret ?? '', 'base64url'))) return false;
    known.proof = shown;
    return true;
  }

  /** What is held is not true any more. */
  forget(clientId: string): void {
    this.entries.delete(clientId);
  }

  private async find(clientId: string): Promise<KnownClient | undefined> {
    const now = this.nowMilliseconds();
    const held = this.entries.get(clientId);
    if (held !== undefined && now - held.readAt < MILLISECONDS_MAX) return held.known;
    const entry = { readAt: now, known: this.read(clientId) };
    this.entries.set(clientId, entry);
    return this.keptOnlyIfKnown(clientId, entry);
  }

  /** Names that nobody has are not kept: anybody can think of many. */
  private async keptOnlyIfKnown(clientId: string, entry: Entry): Promise<KnownClient | undefined> {
    let known: KnownClient | undefined;
    try {
      known = await entry.known;
    } finally {
      if (known === undefined && this.entries.peek(clientId) === entry) this.forget(clientId);
    }
    return known;
  }

  /** The state first: when the row changes between the two reads, the state is the one that is out of date. */
  private async read(clientId: string): Promise<KnownClient | undefined> {
    const state = await this.options.states.find(clientId);
    const client = state && (await this.options.provider.current.Client.find(clientId));
    return client && isPlain(client)
      ? { client, registered: registeredClientOf(client), state, proof: NONE }
      : undefined;
  }
}

/** With a secret, neither of which expires, and without a list of its own of what else it may be told. */
function isPlain(client: Client): boolean {
  const isLasting = !client['clientSecretExpiresAt'] && client['ends_at'] === undefined;
  const hasSecret = client.clientSecret !== undefined && isLasting;
  return SECRET_METHODS.has(client.tokenEndpointAuthMethod) && hasSecret && client.scope === undefined;
}
