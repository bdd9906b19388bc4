/** Every service that is asked whether it is well. */
const asked = ['traefik', 'ehr-mcp', 'imaging-mcp', 'orchestrator', 'bridge', 'console'];
const stores = ['postgres', 'redis', 'orthanc'];
const profiles = ['bias-detector', 'probe', 'prometheus', 'node-exporter', 'redis-exporter'];

/** A machine that is busy with other things may take longer to say that it is well; how is not changed. */
const more = 'healthcheck: { timeout: 90s, start_period: 400s }';
const patience = [...asked, ...stores, ...profiles].map((name) => `  ${name}: { ${more} }\n`);

/**
 * Patience, the way in for devices, and what puts the synthetic clinic and its pictures into a deployment; an operator's
 * has people of its own.
 */
export const testOverride = `
services:
${patience.join('')}  auth: { environment: { DEVICE_FLOW: 'true' }, ${more} }
  seed:
    image: caregate/app:local
    command: [tools/ops/dist/seed-deployment.main.js]
    profiles: [seed]
    healthcheck: { disable: true }
    environment:
      DATABASE_ADMIN_URL_FILE: /run/secrets/admin_database_url
      ORTHANC_LOADER_PASSWORD_FILE: /run/secrets/orthanc_loader_password
      ORTHANC_URL: http://orthanc:8042
    secrets: [admin_database_url, orthanc_loader_password]
    networks: [data, archive]
`.trimStart();
