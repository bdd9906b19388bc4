import type { AppSpec } from '../app-process.js';
import { common, tokensOf, type Installation } from '../folder/installation.js';
import { appOf } from './app-of.js';

export function orchestratorApp(installation: Installation): AppSpec {
  const { ports, addresses } = installation;
  return appOf(installation, {
    name: 'orchestrator',
    entry: 'apps/orchestrator/dist/main.js',
    readyUrl: `${addresses.orchestrator}/ready`,
    environment: {
      ...common(installation),
      ...tokensOf(addresses),
      PORT: String(ports.orchestrator),
      WS_PORT: String(ports.agentSocket),
      PUBLIC_URL: addresses.orchestrator,
      PUBLIC_WS_URL: addresses.agentSocket,
      DATABASE_URL: installation.databaseUrl('caregate_orchestrator'),
      ALLOWED_ORIGINS: addresses.edge,
    },
  });
}
