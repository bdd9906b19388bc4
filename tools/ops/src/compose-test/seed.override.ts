/** Puts the synthetic clinic and its pictures into a deployment; an operator's has people of its own. */
export const seedOverride = `
services:
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
