import type { AppSpec } from '../app-process.js';
import { consoleFolder } from '../browser/console-files.js';
import type { Installation } from '../folder/installation.js';
import { appOf } from './app-of.js';

/** Everything behind one address, as a deployment's Traefik would put it. */
export function edgeApp(installation: Installation): AppSpec {
  const { ports, addresses, pacs } = installation;
  const upstreams = {
    auth: addresses.auth,
    ehr: addresses.ehr,
    imaging: addresses.imaging,
    orchestrator: addresses.orchestrator,
    'agent-socket': addresses.agentSocket,
    bridge: addresses.bridge,
    ...(pacs === undefined ? {} : { orthanc: pacs.url }),
  };
  return appOf(installation, {
    name: 'edge',
    entry: 'tools/edge/dist/edge.main.js',
    readyUrl: `${addresses.edge}/healthz`,
    memory: 'least',
    environment: {
      HOST: '127.0.0.1',
      PORT: String(ports.edge),
      VERIFY_URL: addresses.verify,
      UPSTREAMS: JSON.stringify(upstreams),
      CONSOLE_FOLDER: consoleFolder,
    },
  });
}
