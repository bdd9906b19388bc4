import type { KeyObject } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { lastCopy } from '../anchor/anchor-copies.js';
import { AnchorFile } from '../anchor/anchor-file.js';
import { withAnchorLock } from '../anchor/with-anchor-lock.js';
import { AnchorWalk } from './anchor-walk.js';
import { CopyComparison } from './copy-comparison.js';
import { Findings } from './findings.js';
import { purgedFloors } from './purged-floors.js';
import { readExtents, type ShardExtent } from './shard-extent.js';
import { TrailWalk } from './trail-walk.js';
import type { VerifyReport } from './verify-report.js';

export interface VerifyOptions {
  readonly anchorFile: string;
  readonly publicKey: KeyObject;
}

/** Where everything stands at one moment; what is appended while we verify is left to the next verification. */
interface Sample {
  readonly extents: ReadonlyMap<number, ShardExtent>;
  readonly sizeBytes: number;
  readonly lastCopyN: number;
}

const LOCK_WAIT_MILLISECONDS = 10_000;

/**
 * Recomputes the whole trail from what is stored and compares it with what was signed outside the database. It computes
 * here and not in the database, because the database is what it does not trust. Nothing is written; memory stays flat.
 */
export async function verifyAudit(
  dataSource: DataSource,
  { anchorFile, publicKey }: VerifyOptions,
): Promise<VerifyReport> {
  const startedAt = performance.now();
  const file = new AnchorFile(anchorFile);
  const findings = new Findings();
  const sample = await withAnchorLock(dataSource, LOCK_WAIT_MILLISECONDS, (manager) => takeSample(manager, file));
  const floors = await purgedFloors(file, sample.sizeBytes, publicKey);
  const trail = new TrailWalk(dataSource, sample.extents, floors, findings);
  const anchors = new AnchorWalk(publicKey, findings);
  const copies = new CopyComparison(dataSource.manager, publicKey, findings, sample.lastCopyN);

  for await (const genuine of anchors.genuine(file.read(sample.sizeBytes))) {
    await copies.compare(genuine.statement.n, genuine.anchor);
    await trail.follow(genuine);
  }
  const inFile = anchors.count;
  // A copy that the key signed is evidence too, though the file should have it.
  for await (const genuine of anchors.genuine(copies.rest())) await trail.follow(genuine);
  reportShortFile(findings, inFile, anchors.count - inFile);
  await trail.finish();
  const unanchoredRows = countUnanchored(sample.extents, anchors);
  if (anchors.count === 0 && trail.rows > 0) findings.add('not-anchored', 'No anchor covers these rows.');
  return {
    ok: !findings.tampered,
    rows: trail.rows,
    shards: trail.shards,
    anchors: anchors.count,
    ...(anchors.lastAt !== undefined && { lastAnchorAt: anchors.lastAt }),
    unanchoredRows,
    findings: findings.kept,
    findingsOmitted: findings.omitted,
    seconds: (performance.now() - startedAt) / 1_000,
  };
}

async function takeSample(manager: EntityManager, file: AnchorFile): Promise<Sample> {
  const lastCopyN = (await lastCopy(manager))?.n ?? 0;
  const extents = await readExtents(manager);
  return {
    lastCopyN,
    sizeBytes: await file.wholeBytes(),
    extents: new Map(extents.map((extent) => [extent.shard, extent])),
  };
}

/** The copy is made a moment before the line, so a crash in between leaves the file one line short, and no more. */
function reportShortFile(findings: Findings, inFile: number, missing: number): void {
  if (missing === 1)
    findings.add('anchor-file-behind', 'The last anchor is not in the file. The next start of the anchorer adds it.');
  if (missing > 1)
    findings.add(
      'anchor-file-truncated',
      `The database has ${missing} signed anchors beyond the ${inFile} of the file.`,
    );
}

function countUnanchored(extents: Sample['extents'], { heads }: AnchorWalk): number {
  const beyond = [...extents.values()].map(({ shard, lastSeq }) => lastSeq - (heads.get(shard)?.seq ?? 0));
  return beyond.reduce((sum, rows) => sum + Math.max(0, rows), 0);
}
