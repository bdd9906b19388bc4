import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { StartRefused } from './start-refused.error.js';
import { readIfThere, writePrivately } from './state-folder.js';

const secretsFile = z.strictObject({
  postgresSuperuser: z.string(),
  databaseRoles: z.strictObject({ caregate_auth: z.string(), caregate_ehr: z.string() }),
  keyEncryption: z.string(),
  clientSecretPepper: z.string(),
  cookie: z.string(),
  identityProviderClient: z.string(),
});

export type Secrets = z.output<typeof secretsFile>;

/** Made once per folder and kept with mode 0600; nothing has a default. */
export function ensureSecrets(file: string): Secrets {
  const kept = readIfThere(file);
  if (kept !== undefined) return readSecrets(file, kept);
  const made: Secrets = {
    postgresSuperuser: secret(),
    databaseRoles: { caregate_auth: secret(), caregate_ehr: secret() },
    keyEncryption: secret(),
    clientSecretPepper: secret(),
    cookie: secret(),
    identityProviderClient: secret(),
  };
  writePrivately(file, `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

function readSecrets(file: string, text: string): Secrets {
  try {
    return secretsFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new StartRefused(
      `${file} is not the secrets file that CareGate wrote.`,
      'Put the original back; without it the data cannot be opened, and npm run reset starts afresh.',
      { cause },
    );
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
