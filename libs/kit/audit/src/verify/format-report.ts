import type { Finding } from './finding.js';
import type { VerifyReport } from './verify-report.js';

/** A report as a few lines for a terminal. */
export function formatReport(report: VerifyReport): string {
  const { ok, rows, shards, anchors, lastAnchorAt, unanchoredRows, findings, findingsOmitted, seconds } = report;
  return [
    ok ? 'The audit trail is intact.' : 'THE AUDIT TRAIL HAS BEEN TAMPERED WITH.',
    `${rows} rows in ${shards} chains, ${anchors} anchors, ${seconds.toFixed(1)} s.`,
    lastAnchorAt === undefined
      ? 'Nothing is anchored yet.'
      : `Last anchor ${lastAnchorAt}; ${unanchoredRows} rows since then.`,
    ...findings.map(lineOf),
    ...(findingsOmitted > 0 ? [`… and ${findingsOmitted} more.`] : []),
  ].join('\n');
}

function lineOf({ severity, kind, message, shard, seq, toSeq, id, anchor }: Finding): string {
  const where = [
    shard !== undefined && `chain ${shard}`,
    seq !== undefined && (toSeq === undefined || toSeq === seq ? `row ${seq}` : `rows ${seq} to ${toSeq}`),
    anchor !== undefined && `anchor ${anchor}`,
    id,
  ].filter((part) => typeof part === 'string');
  return `${severity === 'tampering' ? '✗' : '!'} ${kind}${where.length > 0 ? ` (${where.join(', ')})` : ''}: ${message}`;
}
