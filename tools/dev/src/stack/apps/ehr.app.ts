import type { AppSpec } from '../app-process.js';
import { common, tokensOf, type Installation } from '../installation.js';
import { appOf } from './app-of.js';

export function ehrApp(installation: Installation): AppSpec {
  return appOf(installation, {
    name: 'ehr-mcp',
    entry: 'apps/ehr-mcp/dist/main.js',
    readyUrl: `${installation.addresses.ehr}/ready`,
    environment: ehrEnvironment(installation),
  });
}

export function ehrEnvironment(installation: Installation): Record<string, string> {
  const { ports, addresses } = installation;
  return {
    ...common(installation),
    ...tokensOf(addresses),
    PORT: String(ports.ehr),
    PUBLIC_URL: addresses.ehr,
    TOKEN_URL: addresses.token,
    DATABASE_URL: installation.databaseUrl('caregate_ehr'),
    // On one machine it is the benchmarks that ask this often.
    RATE_LIMIT_PER_MINUTE: '10000000',
  };
}
