import type { EdgeTarget } from './edge-target.js';

/** The names that `deploy/compose` gives the services, on the network that only they share. */
export const productionTarget: EdgeTarget = {
  port: 443,
  tls: { plainPort: 80, certificate: '/etc/caregate/tls/tls.crt', key: '/etc/caregate/tls/tls.key' },
  verify: 'auth:8000',
  upstreams: {
    auth: 'auth:8080',
    ehr: 'ehr-mcp:7777',
    imaging: 'imaging-mcp:7778',
    orchestrator: 'orchestrator:8090',
    'agent-socket': 'orchestrator:8081',
    bridge: 'bridge:3000',
    orthanc: 'orthanc:8042',
    console: 'console:8080',
  },
};
