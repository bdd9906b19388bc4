import { createDataSource } from '@caregate/data-models';
import { anchorKeyIn, formatReport, verifyAudit } from '@caregate/kit-audit';
import { anchorFileOf, anchorKeyFileOf } from './anchor-key.js';
import type { StateFolder } from './folder/state-folder.js';

export interface TrailVerdict {
  readonly ok: boolean;
  /** The report in a few lines. */
  readonly summary: string;
}

/** Nobody waits for a page of it at a door. */
const STATEMENT_MILLISECONDS = 600_000;

/** Recomputes the trail of a folder's database against the anchors that lie beside it. */
export async function verifyTrail(folder: StateFolder, databaseUrl: string): Promise<TrailVerdict> {
  const dataSource = createDataSource({
    url: databaseUrl,
    applicationName: 'audit-verify',
    statementMilliseconds: STATEMENT_MILLISECONDS,
  });
  await dataSource.initialize();
  try {
    const { publicKey } = await anchorKeyIn(anchorKeyFileOf(folder));
    const report = await verifyAudit(dataSource, { anchorFile: anchorFileOf(folder), publicKey });
    return { ok: report.ok, summary: formatReport(report) };
  } finally {
    await dataSource.destroy();
  }
}
