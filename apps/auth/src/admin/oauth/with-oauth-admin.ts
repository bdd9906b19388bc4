import { createDataSource } from '@caregate/data-models';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import { createMessaging } from '@caregate/kit-messaging';
import { longestTokenSeconds } from '../../app/longest-token.js';
import { openRepositories } from '../../app/repositories.js';
import { BreakGlassRepository } from '../../break-glass/break-glass.repository.js';
import { GlassEnding } from '../../break-glass/glass-ending.js';
import { ClientRemoval } from '../../clients/client-removal.js';
import { ClientSecrets } from '../../clients/client-secrets.js';
import { systemClock } from '../../clock.js';
import type { AuthConfig } from '../../config.js';
import { AccountGrantsService } from '../../consent/grants/account-grants.service.js';
import { GrantEnding } from '../../oauth/artifacts/grant-ending.service.js';
import { ProtectedResources } from '../../oauth/resources/protected-resources.js';
import { RevocationLedger } from '../../revocations/revocation-ledger.js';
import { RevocationsService } from '../../revocations/revocations.service.js';
import { AuthTrail } from '../../trail/auth-trail.js';
import { OAuthAdminRepository } from './oauth-admin.repository.js';
import { OAuthAdmin } from './oauth-admin.service.js';

export interface OAuthAdminTools {
  readonly admin: OAuthAdmin;
  readonly grants: AccountGrantsService;
}

/** Opens what the command `oauth` needs, lets it work, and closes it again. Running servers hear of revocations at once. */
export async function withOAuthAdmin<T>(config: AuthConfig, work: (tools: OAuthAdminTools) => Promise<T>): Promise<T> {
  const dataSource = createDataSource({ url: config.databaseUrl, applicationName: 'caregate-oauth', poolSize: 4 });
  await dataSource.initialize();
  const audit = new PostgresAuditTrail(dataSource);
  const messaging = await createMessaging({ redisUrl: config.redisUrl, dataSource });
  try {
    const trail = new AuthTrail(audit);
    const { clients, consents, sessions } = openRepositories(dataSource);
    const shared = { dataSource, clients, trail, clock: systemClock };
    const warn = (_facts: object, message: string) => void process.stderr.write(`${message}\n`);
    const tokenSecondsMax = longestTokenSeconds(config.lifetimes);
    const glasses = new GlassEnding(new BreakGlassRepository(dataSource), trail);
    const ledger = new RevocationLedger({ ...shared, messaging, tokenSecondsMax, warn, glasses });
    const ending = new GrantEnding(ledger, trail);
    const revoking = new RevocationsService({ ...shared, ledger, grants: ending, sessions, consents });
    const removal = new ClientRemoval({ ...shared, ledger, revoking });
    const secrets = new ClientSecrets(config.secrets.clientPepper);
    const rows = new OAuthAdminRepository(dataSource);
    const resources = new ProtectedResources(config.resources);
    return await work({
      admin: new OAuthAdmin({ ...shared, rows, secrets, removal, ledger, revoking }),
      grants: new AccountGrantsService({ ...shared, consents, resources, ledger, grants: ending }),
    });
  } finally {
    await messaging.close();
    await audit.close();
    await dataSource.destroy();
  }
}
