import process from 'node:process';
import { createDataSource } from '@caregate/data-models';
import { PostgresAuditTrail } from '@caregate/kit-audit';
import { programConfig } from '@caregate/kit-config';
import { bundleConfig } from './bundle/bundle.config.js';
import { bundleCommand } from './bundle/bundle-command.js';
import { PatientBundles } from './bundle/patient-bundles.js';

const config = programConfig(bundleConfig);
// A long life is written in one piece.
const statementMilliseconds = 600_000;
const dataSource = createDataSource({
  url: config.DATABASE_URL,
  applicationName: 'ehr-bundle',
  statementMilliseconds,
});
await dataSource.initialize();
const audit = new PostgresAuditTrail(dataSource);
const baseUrl = `${config.PUBLIC_URL.replace(/\/$/, '')}/fhir`;
const clinic = { timeZone: config.CLINIC_TIME_ZONE };
try {
  process.exitCode = await bundleCommand(
    process.argv.slice(2),
    new PatientBundles({ dataSource, audit, baseUrl, clinic }),
    {
      input: process.stdin,
      output: process.stdout,
      error: process.stderr,
    },
  );
} finally {
  await audit.close();
  await dataSource.destroy();
}
