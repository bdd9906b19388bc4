import { longestTokenSeconds } from '../../app/longest-token.js';
import { openRepositories } from '../../app/repositories.js';
import { BreakGlassRepository } from '../../break-glass/break-glass.repository.js';
import { GlassEnding } from '../../break-glass/glass-ending.js';
import { ClientRemoval } from '../../clients/client-removal.js';
import { ClientSecrets } from '../../clients/client-secrets.js';
import type { AuthConfig } from '../../config.js';
import { AccountGrantsService } from '../../consent/grants/account-grants.service.js';
import { GrantEnding } from '../../oauth/artifacts/grant-ending.service.js';
import { ProtectedResources } from '../../oauth/resources/protected-resources.js';
import { RevocationLedger } from '../../revocations/revocation-ledger.js';
import { RevocationsService } from '../../revocations/revocations.service.js';
import { withGround } from '../with-ground.js';
import { OAuthAdminRepository } from './oauth-admin.repository.js';
import { OAuthAdmin } from './oauth-admin.service.js';

export interface OAuthAdminTools {
  readonly admin: OAuthAdmin;
  readonly grants: AccountGrantsService;
}

/** Opens what the command `oauth` needs, lets it work, and closes it again. Running servers hear of revocations at once. */
export function withOAuthAdmin<T>(config: AuthConfig, work: (tools: OAuthAdminTools) => Promise<T>): Promise<T> {
  return withGround(config, 'caregate-oauth', (ground) => {
    const { dataSource, trail } = ground;
    const { clients, consents, sessions } = openRepositories(dataSource);
    const shared = { dataSource, clients, trail, clock: ground.clock };
    const tokenSecondsMax = longestTokenSeconds(config.lifetimes);
    const glasses = new GlassEnding(new BreakGlassRepository(dataSource), trail);
    const ledger = new RevocationLedger({ ...ground, tokenSecondsMax, glasses });
    const ending = new GrantEnding(ledger, trail);
    const revoking = new RevocationsService({ ...shared, ledger, grants: ending, sessions, consents });
    const removal = new ClientRemoval({ ...shared, ledger, revoking });
    const secrets = new ClientSecrets(config.secrets.clientPepper);
    const rows = new OAuthAdminRepository(dataSource);
    const resources = new ProtectedResources(config.resources);
    return work({
      admin: new OAuthAdmin({ ...shared, rows, secrets, removal, ledger, revoking }),
      grants: new AccountGrantsService({ ...shared, consents, resources, ledger, grants: ending }),
    });
  });
}
