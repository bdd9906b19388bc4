import { loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import type { ProxiedServer } from './proxied-server.config.js';

/** Where the variables of the gateway are; its own environment, unless given. */
export type EnvironmentOf = [environment?: Readonly<Record<string, string | undefined>>];

export interface ChildEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Values that may appear in no log. */
  readonly secretValues: readonly string[];
}

/**
 * The environment of a proxied server: PATH and what its configuration names, nothing else of ours. The bridge's own
 * variables hold credentials of the database.
 */
export function childEnvironment(
  { env, secrets }: Pick<ProxiedServer, 'env' | 'secrets'>,
  ...environment: EnvironmentOf
): ChildEnvironment {
  const wanted = z.object(Object.fromEntries(secrets.map((name) => [name, z.string()])));
  const handedOn = loadConfig(wanted, ...environment);
  const { PATH } = loadConfig(z.object({ PATH: z.string().default('/usr/local/bin:/usr/bin:/bin') }), ...environment);
  return { variables: { PATH, ...env, ...handedOn }, secretValues: Object.values(handedOn) };
}
