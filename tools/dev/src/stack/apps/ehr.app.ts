import type { AppSpec } from '../app-process.js';
import { common, tokensOf, type Installation } from '../folder/installation.js';
import { seededClients } from '../database/seeded-clients.js';
import { appOf } from './app-of.js';

/** It registers applications as the seeded client `health-record`, which must be there by then. */
export function ehrApp(installation: Installation): AppSpec {
  return appOf(installation, {
    name: 'ehr-mcp',
    entry: 'apps/ehr-mcp/dist/main.js',
    readyUrl: `${installation.addresses.ehr}/ready`,
    environment: ehrEnvironment(installation),
  });
}

export function ehrEnvironment(installation: Installation): Record<string, string> {
  const { folder, ports, addresses } = installation;
  const client = seededClients(folder).find(({ app_id: appId }) => appId === 'health-record');
  return {
    ...common(installation),
    ...tokensOf(addresses),
    PORT: String(ports.ehr),
    PUBLIC_URL: addresses.ehr,
    TOKEN_URL: addresses.token,
    BREAK_GLASS_URL: `${addresses.console}emergency`,
    ADMINISTRATION_URL: addresses.auth,
    CLIENT_ID: client?.client_id ?? '',
    CLIENT_SECRET: client?.client_secret ?? '',
    DATABASE_URL: installation.databaseUrl('caregate_ehr'),
    // On one machine it is the benchmarks that ask this often.
    RATE_LIMIT_PER_MINUTE: '10000000',
  };
}
