import { loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import type { ProxiedServer } from './proxied-server.config.js';

export interface ChildEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** Values that may appear in no log. */
  readonly secretValues: readonly string[];
}

/**
 * The environment of a proxied server: PATH and what its configuration names, nothing else of ours. The bridge's own
 * variables hold credentials of the database.
 */
export function childEnvironment({ env, secrets }: Pick<ProxiedServer, 'env' | 'secrets'>): ChildEnvironment {
  const wanted = z.object(Object.fromEntries(secrets.map((name) => [name, z.string()])));
  const handedOn = loadConfig(wanted);
  const { PATH } = loadConfig(z.object({ PATH: z.string().default('/usr/local/bin:/usr/bin:/bin') }));
  return { variables: { PATH, ...env, ...handedOn }, secretValues: Object.values(handedOn) };
}
