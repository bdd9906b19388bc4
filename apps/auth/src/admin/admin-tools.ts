import { createDataSource } from '@caregate/data-models';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import { createMessaging } from '@caregate/kit-messaging';
import { longestTokenSeconds } from '../app/longest-token.js';
import { openRepositories } from '../app/repositories.js';
import { BreakGlassRepository } from '../break-glass/break-glass.repository.js';
import { GlassEnding } from '../break-glass/glass-ending.js';
import { ClientSecrets } from '../clients/client-secrets.js';
import { systemClock } from '../clock.js';
import type { AuthConfig } from '../config.js';
import { KeyRotation } from '../keys/key-rotation.service.js';
import { KeySeal } from '../keys/key-seal.js';
import { RevocationLedger } from '../revocations/revocation-ledger.js';
import { AuthTrail } from '../trail/auth-trail.js';
import { SeedAccess } from './seed-access.command.js';
import { SeedClients } from './seed-clients.command.js';

export interface AdminTools {
  readonly rotation: KeyRotation;
  readonly seedClients: SeedClients;
  readonly seedAccess: SeedAccess;
}

/** Opens what the commands need, lets one work, and closes it again. */
export async function withAdminTools<T>(config: AuthConfig, work: (tools: AdminTools) => Promise<T>): Promise<T> {
  const dataSource = createDataSource({ url: config.databaseUrl, applicationName: 'caregate-auth-admin', poolSize: 4 });
  await dataSource.initialize();
  const audit = new PostgresAuditTrail(dataSource);
  const messaging = await createMessaging({ redisUrl: config.redisUrl, dataSource });
  try {
    const { clients, keys, users, relations } = openRepositories(dataSource);
    const shared = { dataSource, trail: new AuthTrail(audit), messaging, clock: systemClock };
    const { accessTokenSeconds, clientTokenSeconds } = config.lifetimes;
    const tokenSecondsMax = Math.max(accessTokenSeconds, clientTokenSeconds);
    const warn = (_facts: object, message: string) => void process.stderr.write(`${message}\n`);
    const glasses = new GlassEnding(new BreakGlassRepository(dataSource), shared.trail);
    const longest = longestTokenSeconds(config.lifetimes);
    const ledger = new RevocationLedger({ ...shared, tokenSecondsMax: longest, warn, glasses });
    return await work({
      rotation: new KeyRotation({ ...shared, keys, seal: new KeySeal(config.secrets.keyEncryption), tokenSecondsMax }),
      seedClients: new SeedClients({
        ...shared,
        ledger,
        clients,
        secrets: new ClientSecrets(config.secrets.clientPepper),
      }),
      seedAccess: new SeedAccess({ ...shared, clients, users, relations }),
    });
  } finally {
    await messaging.close();
    await audit.close();
    await dataSource.destroy();
  }
}
