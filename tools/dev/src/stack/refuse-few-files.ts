import { z } from 'zod';
import { StartRefused } from './words/start-refused.error.js';

/** What most systems give a process. With 256 the bundler fails, with 64 PostgreSQL. */
const OPEN_FILES_MIN = 1_024;

/** Of systems that know no such limit, Windows among them, nothing is told. */
const limited = z.object({ userLimits: z.object({ open_files: z.object({ soft: z.number() }) }) });

/** Says at once what bundler, database and apps would each say in words of their own. */
export function refuseFewFiles(report: unknown = process.report.getReport()): void {
  const limit = limited.safeParse(report).data?.userLimits.open_files.soft;
  if (limit === undefined || limit >= OPEN_FILES_MIN) return;
  throw new StartRefused(
    `No more than ${limit} files may be open at once here; CareGate needs ${OPEN_FILES_MIN}.`,
    'Allow more, with ulimit -n 4096 or in the limits of the service or container, and run the same command again.',
  );
}
