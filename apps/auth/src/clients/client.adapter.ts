import Provider, { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import type { DataSource, EntityManager } from 'typeorm';
import { epochSeconds, secondsLater, type Clock } from '../clock.js';
import { anonymous, clientActor } from '../trail/actors.js';
import { TOKEN_EXCHANGE } from '../oauth/exchange/token-exchange.js';
import { isStorable } from '../database/storable.js';
import type { RevocationLedger } from '../revocations/revocation-ledger.js';
import type { ArtifactsRepository } from '../oauth/artifacts/artifacts.repository.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import { SECRET_REPLACED } from './secret-replaced.js';
import type { ClientSecrets } from './client-secrets.js';
import type { ClientRemoval } from './client-removal.js';
import type { OAuthClient } from './oauth-client.js';
import type { OAuthClientsRepository } from './oauth-clients.repository.js';

export interface ClientAdapterOptions {
  readonly dataSource: DataSource;
  readonly clients: OAuthClientsRepository;
  readonly secrets: ClientSecrets;
  readonly removal: ClientRemoval;
  readonly ledger: Pick<RevocationLedger, 'during'>;
  /** Where registration tokens are. */
  readonly artifacts: Pick<ArtifactsRepository, 'spend'>;
  readonly trail: AuthTrail;
  readonly clock: Clock;
  /** Applications that may act for people (RFC 8693). */
  readonly exchangers: ReadonlySet<string>;
  /** 0: for ever. */
  readonly registeredClientSeconds: number;
}

/** Their end is put off with every use. */
const SELF = 'dynamic-registration';

/** Metadata of our own beside that of RFC 7591; oidc-provider hands it through. */
export const ownClientMetadata = ['app_id', 'app_name', 'role', 'allowed_scopes', 'introspects', 'ends_at'] as const;

/** How oidc-provider sees `auth.oauth_client`. It never sees a secret that is kept, only one that is being given out. */
export class ClientAdapter implements Adapter {
  constructor(private readonly options: ClientAdapterOptions) {}

  async find(clientId: string): Promise<AdapterPayload | undefined> {
    if (!isStorable(clientId)) return undefined;
    const client = await this.options.clients.findActive(clientId, this.options.clock());
    return client && this.withExchange(payloadOf(client), client);
  }

  /** Only clients that register themselves come here: managed ones are written by `ManagedClients`. */
  async upsert(clientId: string, metadata: AdapterPayload): Promise<void> {
    if (!isStorable(metadata)) throw new errors.InvalidClientMetadata('a value has characters that none may have');
    if (Provider.ctx?.oidc.route === 'client_update') return this.change(clientId, metadata);
    const { dataSource, clients, secrets, trail } = this.options;
    const { client_secret: secret } = metadata;
    const client = this.registered(clientId, metadata, secret === undefined ? undefined : secrets.hash(secret));
    await dataSource.transaction(async (manager) => {
      if (!(await clients.insert(client, manager))) throw new errors.InvalidClientMetadata('client_id is taken');
      await trail.recordIn(manager, 'oauth.client.registered', {
        actor: anonymous,
        entity: { type: 'OAuthClient', id: clientId },
      });
    });
  }

  async findByUid(): Promise<undefined> {
    return undefined;
  }

  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(): Promise<void> {}

  /** Whether an application may act for people is said by the configuration alone. */
  private withExchange(payload: AdapterPayload, { appId, secretHash, metadata }: OAuthClient): AdapterPayload {
    const isProven = secretHash !== undefined || metadata['token_endpoint_auth_method'] === 'private_key_jwt';
    if (!isProven || !this.options.exchangers.has(appId)) return payload;
    return { ...payload, grant_types: [...(payload.grant_types ?? []), TOKEN_EXCHANGE] };
  }

  /** RFC 7592 §2.3. */
  async destroy(clientId: string): Promise<void> {
    await this.options.removal.remove(clientId, clientActor(clientId), 'removed by the client');
  }

  async revokeByGrantId(): Promise<void> {}

  /** RFC 7592 §2.2. What stands for the secret is its hash, as `payloadOf` gave it out, unless a secret was made just now. */
  private async change(clientId: string, metadata: AdapterPayload): Promise<void> {
    const { ledger, clients, secrets, trail, clock } = this.options;
    const given = showsSecret(metadata) ? metadata.client_secret : undefined;
    const before = await clients.findActive(clientId, clock());
    const isKept = given !== undefined && before?.secretHash?.toString('base64url') === given;
    const secretHash = isKept ? before.secretHash : given && secrets.hash(given);
    await ledger.during(async ({ manager, revoke }) => {
      await this.spendToken(manager);
      if (!(await clients.update(this.registered(clientId, metadata, secretHash), manager)))
        throw new errors.InvalidClientMetadata('the client is not one that registered itself');
      if (before?.secretHash !== undefined && !isKept)
        await revoke({ kind: 'client', value: clientId, reason: SECRET_REPLACED });
      await trail.recordIn(manager, 'oauth.client.updated', {
        actor: clientActor(clientId),
        entity: { type: 'OAuthClient', id: clientId },
      });
    });
  }

  /** Of two who bring the same registration token at once, the second waits for the first and finds it spent. */
  private async spendToken(manager: EntityManager): Promise<void> {
    const token = Provider.ctx?.oidc.entities.RegistrationAccessToken?.jti ?? '';
    if (!(await this.options.artifacts.spend('RegistrationAccessToken', token, manager)))
      throw new errors.InvalidToken('the registration token was used by another request');
  }

  private registered(clientId: string, given: AdapterPayload, secretHash: Buffer | undefined | ''): OAuthClient {
    const { clock, registeredClientSeconds } = this.options;
    const { client_id: _id, client_secret: _secret, allowed_scopes: scopes, ...metadata } = given;
    return {
      clientId,
      appId: 'dynamic',
      appName: metadata.client_name ?? clientId,
      ...(secretHash ? { secretHash } : {}),
      scopes: typeof scopes === 'string' && scopes !== '' ? scopes.split(' ') : [],
      metadata,
      createdBy: SELF,
      ...(registeredClientSeconds === 0 ? {} : { expiresAt: secondsLater(clock(), registeredClientSeconds) }),
    };
  }
}

/** The library keeps a secret for who does not show it any more. */
function showsSecret({ token_endpoint_auth_method: method }: AdapterPayload): boolean {
  return method?.startsWith('client_secret') === true;
}

/**
 * oidc-provider wants a confidential client to have a secret. It gets the kept hash in its place, which
 * `compareClientSecret` of our provider understands, and which is no secret anywhere else.
 */
function payloadOf(client: OAuthClient): AdapterPayload {
  const { clientId, secretHash, appId, appName, role, scopes, expiresAt, createdBy } = client;
  const isToEnd = expiresAt !== undefined && createdBy !== SELF;
  return {
    ...client.metadata,
    client_id: clientId,
    client_name: appName,
    ...(secretHash === undefined ? {} : { client_secret: secretHash.toString('base64url') }),
    app_id: appId,
    app_name: appName,
    ...(role === undefined ? {} : { role }),
    ...(isToEnd ? { ends_at: epochSeconds(expiresAt) } : {}),
    ...(scopes.length === 0 ? {} : { allowed_scopes: scopes.join(' ') }),
  };
}
