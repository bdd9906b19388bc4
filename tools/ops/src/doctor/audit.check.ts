import { verifyTrail } from '@caregate/dev';
import type { LocalFolder } from '../local/local-folder.js';
import { failure, ok, type Finding } from './finding.js';

/** Recomputes the chain against the anchors outside the database. */
export async function checkAudit(folder: LocalFolder, url: string): Promise<Finding> {
  const { ok: isIntact, summary } = await verifyTrail(folder, url);
  return isIntact
    ? ok('audit', 'The audit trail is intact.')
    : failure(
        'audit',
        `The audit trail does not add up: ${summary.split('\n')[0]}`,
        'npm run audit:verify says where; keep the database as it is and tell your security officer.',
      );
}
