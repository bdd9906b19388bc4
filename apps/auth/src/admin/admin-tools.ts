import { longestTokenSeconds } from '../app/longest-token.js';
import { openRepositories } from '../app/repositories.js';
import { BreakGlassRepository } from '../break-glass/break-glass.repository.js';
import { GlassEnding } from '../break-glass/glass-ending.js';
import { ClientSecrets } from '../clients/client-secrets.js';
import type { AuthConfig } from '../config.js';
import { KeyRotation } from '../keys/key-rotation.service.js';
import { KeySeal } from '../keys/key-seal.js';
import { RevocationLedger } from '../revocations/revocation-ledger.js';
import { SeedAccess } from './seed-access.command.js';
import { SeedClients } from './seed-clients.command.js';
import { withGround } from './with-ground.js';

export interface AdminTools {
  readonly rotation: KeyRotation;
  readonly seedClients: SeedClients;
  readonly seedAccess: SeedAccess;
}

/** Opens what the commands need, lets one work, and closes it again. */
export function withAdminTools<T>(config: AuthConfig, work: (tools: AdminTools) => Promise<T>): Promise<T> {
  return withGround(config, 'caregate-auth-admin', (ground) => {
    const { clients, keys, users, relations } = openRepositories(ground.dataSource);
    const tokenSecondsMax = longestTokenSeconds(config.lifetimes);
    const seal = new KeySeal(config.secrets.keyEncryption);
    const glasses = new GlassEnding(new BreakGlassRepository(ground.dataSource), ground.trail);
    const ledger = new RevocationLedger({ ...ground, tokenSecondsMax, glasses });
    const secrets = new ClientSecrets(config.secrets.clientPepper);
    return work({
      rotation: new KeyRotation({ ...ground, keys, seal, tokenSecondsMax }),
      seedClients: new SeedClients({ ...ground, ledger, clients, secrets }),
      seedAccess: new SeedAccess({ ...ground, clients, users, relations }),
    });
  });
}
