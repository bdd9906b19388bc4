import { generateKeyPairSync } from 'node:crypto';
import type { AnchorKey } from '../anchor/anchor-key.js';
import { AuditAnchorer, type AuditAnchorerOptions } from '../anchor/audit-anchorer.js';
import { PostgresAuditTrail } from '../trail/postgres-audit-trail.js';
import { verifyAudit } from '../verify/verify-audit.js';
import type { VerifyReport } from '../verify/verify-report.js';
import type { GivenAudit } from './given-audit.js';
import { givenEntry } from './given-entry.js';
import { givenFolder } from './given-folder.js';

export interface GivenAnchoredTrail {
  readonly trail: PostgresAuditTrail;
  readonly anchorFile: string;
  readonly key: AnchorKey;
  /** Records so many entries in one chain, one after the other. */
  record(count: number): Promise<void>;
  /** The same in a second chain. */
  recordAside(count: number): Promise<void>;
  /** As often as the spec says, not by itself. */
  anchor(options?: Partial<AuditAnchorerOptions>): Promise<void>;
  verify(): Promise<VerifyReport>;
  close(): Promise<void>;
}

/** For specs: a trail with its anchor file; `close` empties both. */
export async function givenAnchoredTrail(
  audit: GivenAudit,
  options: { readonly clock?: () => Date } = {},
): Promise<GivenAnchoredTrail> {
  const folder = await givenFolder();
  const trail = new PostgresAuditTrail(audit.ehr, options);
  const anchorFile = folder.file('anchors.log');
  const key = generateKeyPairSync('ed25519');
  const record = async (count: number) => {
    for (let left = count; left > 0; left -= 1) await trail.record(givenEntry());
  };
  return {
    trail,
    anchorFile,
    key,
    record,
    recordAside: (count) =>
      audit.auth.transaction(async (manager) => {
        // Holds chain 0, so that the others go to chain 1.
        await trail.recordIn(manager, givenEntry());
        await record(count);
      }),
    anchor: async (more = {}) => {
      const settings = { file: anchorFile, key, intervalMilliseconds: 3_600_000, ...options, ...more };
      await (await AuditAnchorer.start(audit.auth, settings)).stop();
    },
    verify: () => verifyAudit(audit.auth, { anchorFile, publicKey: key.publicKey }),
    close: async () => {
      await trail.close();
      await audit.reset();
      await folder.remove();
    },
  };
}
