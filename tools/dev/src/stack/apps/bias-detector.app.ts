import type { AppSpec } from '../app-process.js';
import { common, type Installation } from '../folder/installation.js';
import { seededClients } from '../database/seeded-clients.js';
import { appOf } from './app-of.js';

/** Kept from its registration on; with it, the agent needs nobody else in order to start. */
export const agentTokenFile = 'bias-detector.token';

/** An agent of the house, which registers itself as the seeded client `agents`. That client must be there by then. */
export function biasDetectorApp(installation: Installation): AppSpec {
  const { folder, ports, addresses } = installation;
  const client = seededClients(folder).find(({ app_id: appId }) => appId === 'agents');
  return appOf(installation, {
    name: 'bias-detector',
    entry: 'apps/agents/dist/bias-detector.main.js',
    readyUrl: `${addresses.biasDetector}/ready`,
    memory: 'least',
    environment: {
      ...common(installation),
      PORT: String(ports.biasDetector),
      ORCHESTRATOR_URL: addresses.orchestrator,
      ORCHESTRATOR_WS_URL: addresses.agentSocket,
      TOKEN_URL: addresses.token,
      CLIENT_ID: client?.client_id ?? '',
      CLIENT_SECRET: client?.client_secret ?? '',
      AGENT_TOKEN_STORE: folder.file(agentTokenFile),
    },
  });
}
