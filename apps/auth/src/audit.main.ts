import { formatReport } from '@caregate/kit-audit';
import { loadConfig } from '@caregate/kit-config';
import { Command } from 'commander';
import { accessOrder, purgeOrder } from './admin/audit/audit-orders.schema.js';
import type { AuditOffice } from './admin/audit/audit-office.js';
import { withAuditOffice } from './admin/audit/with-audit-office.js';
import { configSchema } from './config.js';
import { failureSentence } from './failure-sentence.js';

const program = new Command('audit').description(
  'Looks after the audit trail as a whole. Reads the same variables as the server, which may run meanwhile.',
);

program
  .command('verify')
  .description('Recomputes rows, chains and anchors. Exit status 0 intact, 1 tampered with, 2 not verifiable.')
  .action(() =>
    run(async (office) => {
      const report = await office.verify();
      process.stdout.write(`${formatReport(report)}\n`);
      process.exitCode = report.ok ? 0 : 1;
    }),
  );

program
  .command('purge')
  .description(
    'Removes entries past their retention. What remains is verified from there; the removal stays on record.',
  )
  .requiredOption('--before <date>', 'what was recorded before this day or moment (ISO 8601)')
  .requiredOption('--by <who>', 'who decided it')
  .requiredOption('--reason <text>', 'why')
  .action((options: object) =>
    run(async (office) => {
      const removed = await office.purge(purgeOrder.parse(options));
      process.stdout.write(`${JSON.stringify({ removed })}\n`);
    }),
  );

program
  .command('accesses <patientId>')
  .description('Who saw or changed the record of a patient, or tried to: one JSON object a line, newest first.')
  .requiredOption('--from <date>', 'first day or moment (ISO 8601)')
  .requiredOption('--to <date>', 'first day or moment that is not in it')
  .requiredOption('--by <who>', 'for whom the report is')
  .action((patientId: string, options: object) =>
    run(async (office) => {
      const { by, ...query } = accessOrder.parse({ ...options, patientId });
      for await (const row of office.accesses(query, by)) process.stdout.write(`${JSON.stringify(row)}\n`);
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${failureSentence(error)}\n`);
  process.exitCode = 2;
}

async function run(work: (office: AuditOffice) => Promise<void>): Promise<void> {
  await withAuditOffice(loadConfig(configSchema), work);
}
