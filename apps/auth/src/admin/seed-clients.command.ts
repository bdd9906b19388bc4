import { randomBytes } from 'node:crypto';
import { ClientSecrets } from '../clients/client-secrets.js';
import type { OAuthClientsRepository } from '../clients/oauth-clients.repository.js';
import { SECRET_REPLACED } from '../clients/secret-replaced.js';
import { seedClients, type SeedClient } from '../clients/seed-clients.js';
import type { RevocationEntry, RevocationLedger } from '../revocations/revocation-ledger.js';
import { service } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import {
  readCredentials,
  writeCredentials,
  type ClientCredentials,
  type StoredCredentials,
} from './credentials-file.js';

export interface SeedClientsOptions {
  readonly ledger: RevocationLedger;
  readonly clients: OAuthClientsRepository;
  readonly secrets: ClientSecrets;
  readonly trail: AuthTrail;
}

/**
 * Gives each application its id and secret, once. The file is written before the database, so that whatever is
 * interrupted is completed by the next run; ids and secrets that stand in the file already are taken over.
 */
export class SeedClients {
  constructor(private readonly options: SeedClientsOptions) {}

  async run(file: string): Promise<readonly ClientCredentials[]> {
    const given = await readCredentials(file);
    const credentials = seedClients.map((client) => this.complete(client, given));
    await writeCredentials(file, credentials);
    for (const [index, client] of seedClients.entries()) await this.keep(client, credentials[index]);
    return credentials;
  }

  private complete(client: SeedClient, given: readonly StoredCredentials[]): ClientCredentials {
    const known = given.find(({ app_id: appId }) => appId === client.appId);
    return {
      app_id: client.appId,
      app_name: client.appName,
      client_id: known?.client_id ?? `client_${randomBytes(32).toString('base64url')}`,
      client_secret: known?.client_secret ?? this.options.secrets.create(),
      role: client.role,
      scopes: client.scopes,
    };
  }

  private async keep(client: SeedClient, credentials: ClientCredentials | undefined): Promise<void> {
    if (credentials === undefined) return;
    await this.options.ledger.during(async (entry) => {
      const changed = await this.write(client, credentials, entry);
      if (changed === undefined) return;
      const entity = { type: 'OAuthClient', id: credentials.client_id };
      await this.options.trail.recordIn(entry.manager, changed, {
        actor: service,
        entity,
        detail: { appId: client.appId },
      });
    });
  }

  private async write(client: SeedClient, credentials: ClientCredentials, { manager, revoke }: RevocationEntry) {
    const { clients, secrets } = this.options;
    const secretHash = secrets.hash(credentials.client_secret);
    const inserted = await clients.insert(
      {
        clientId: credentials.client_id,
        appId: client.appId,
        appName: client.appName,
        secretHash,
        role: client.role,
        scopes: client.scopes,
        metadata: machineMetadata,
        createdBy: 'seed',
      },
      manager,
    );
    if (inserted) return 'oauth.client.registered';
    if (!(await clients.replaceSecret(credentials.client_id, secretHash, manager))) return undefined;
    await revoke({ kind: 'client', value: credentials.client_id, reason: SECRET_REPLACED });
    return 'oauth.client.updated';
  }
}

/** They act for themselves, so there is nowhere to come back to. */
const machineMetadata = {
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
  token_endpoint_auth_method: 'client_secret_basic',
};
