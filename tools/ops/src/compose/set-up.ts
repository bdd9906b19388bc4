import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DeploymentFacts } from './deployment-facts.js';
import { secretFiles } from './secret-files.js';

/** Nobody else on the host may enter. */
const FOLDER_MODE = 0o700;
/**
 * Compose mounts a file secret with its own mode, and each container reads it as another user; the folder around it is
 * what keeps others on the host away.
 */
const FILE_MODE = 0o444;

/** Writes `.env` and `secrets/` beside the compose file. A second run keeps every secret and adds what is new. */
export function setUp(folder: string, facts: DeploymentFacts): readonly string[] {
  const secrets = path.join(folder, 'secrets');
  mkdirSync(secrets, { recursive: true, mode: FOLDER_MODE });
  chmodSync(secrets, FOLDER_MODE);
  // For a certificate of the operator's own; Docker would make it otherwise, and as root.
  mkdirSync(path.join(secrets, 'tls'), { recursive: true });
  const files = secretFiles(facts, (name) => readIfThere(path.join(secrets, name)));
  for (const [name, text] of files) write(path.join(secrets, name), `${text}\n`);
  const environment = path.join(folder, '.env');
  writeFileSync(environment, environmentOf(facts, readIfThere(environment) ?? ''), { mode: 0o600 });
  return [...files.keys()];
}

/** What an operator has added stays. */
function environmentOf({ host }: DeploymentFacts, before: string): string {
  const others = before.split('\n').filter((line) => line !== '' && !line.startsWith('CAREGATE_HOST='));
  return [`CAREGATE_HOST=${host}`, ...others, ''].join('\n');
}

/** Anew, because a file that nobody may write cannot be written over by an ordinary user. */
function write(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: FILE_MODE });
  chmodSync(file, FILE_MODE);
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd() : undefined;
}
