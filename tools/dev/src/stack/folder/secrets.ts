import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { StartRefused } from '../words/start-refused.error.js';
import { readIfThere, writePrivately } from './state-folder.js';

const name = z.string().min(1);

const secretsFile = z.strictObject({
  postgresSuperuser: name,
  databaseRoles: z.strictObject({
    caregate_auth: name,
    caregate_ehr: name,
    caregate_imaging: name,
    caregate_orchestrator: name,
    caregate_bridge: name,
  }),
  keyEncryption: name,
  clientSecretPepper: name,
  cookie: name,
  identityProviderClient: name,
  socialProvidersClient: name,
  healthImagingKey: name,
});

/** Without these two the data cannot be opened; a file that lacks them is not ours. */
const keptFile = z.looseObject({
  postgresSuperuser: name,
  keyEncryption: name,
  databaseRoles: z.record(z.string(), name),
});

export type Secrets = z.output<typeof secretsFile>;

/**
 * Made once per folder and kept with mode 0600; nothing has a default. What a newer version needs besides is added to a
 * file of an older one.
 */
export function ensureSecrets(file: string): Secrets {
  const kept = readIfThere(file);
  if (kept === undefined) return write(file, fresh());
  const known: unknown = parsed(kept);
  const whole = secretsFile.safeParse(known);
  return whole.success ? whole.data : write(file, completed(file, known));
}

function fresh(): Secrets {
  return {
    postgresSuperuser: secret(),
    databaseRoles: {
      caregate_auth: secret(),
      caregate_ehr: secret(),
      caregate_imaging: secret(),
      caregate_orchestrator: secret(),
      caregate_bridge: secret(),
    },
    keyEncryption: secret(),
    clientSecretPepper: secret(),
    cookie: secret(),
    identityProviderClient: secret(),
    socialProvidersClient: secret(),
    healthImagingKey: secret(),
  };
}

function write(file: string, secrets: Secrets): Secrets {
  writePrivately(file, `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

function completed(file: string, known: unknown): Secrets {
  try {
    const kept = keptFile.parse(known);
    const made = fresh();
    return secretsFile.parse({ ...made, ...kept, databaseRoles: { ...made.databaseRoles, ...kept.databaseRoles } });
  } catch (cause) {
    throw new StartRefused(
      `${file} is not the secrets file that CareGate wrote.`,
      'Put the original back; without it the data cannot be opened, and npm run reset starts afresh.',
      { cause },
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no secrets file either; that is said where its content is looked at.
    return undefined;
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
