import type { EntityManager } from 'typeorm';
import type { AuditLogger } from '../audit-logger.js';
import type { ShardHead } from '../chain/shard-head.js';
import { merkleRoot } from '../chain/merkle-root.js';
import { copiesAfter, insertCopy, lastCopy } from './anchor-copies.js';
import type { AnchorFile } from './anchor-file.js';
import type { AnchorKey } from './anchor-key.js';
import { FIRST_PREVIOUS, statementHash, type AnchorStatement } from './anchor-statement.js';
import { openAnchor, signAnchor, type SignedAnchor } from './signed-anchor.js';

/** File and copies do not tell the same story, or not one that this key has signed. Only a person can say why. */
export class AnchorConflict extends Error {}

/** The last anchor; `n` 0 where there is none. */
export interface LogEnd {
  readonly n: number;
  readonly hash: string;
  readonly root?: string;
}

export interface Draft {
  /** What the statement lists. */
  readonly heads: readonly ShardHead[];
  /** What its root covers. */
  readonly all: readonly ShardHead[];
  readonly purge?: NonNullable<AnchorStatement['purge']>;
}

const START: LogEnd = { n: 0, hash: FIRST_PREVIOUS };

/**
 * Anchor file and copies as one log. The copy is made first: it settles which process took a number, so that two
 * machines, each with a file of its own, extend the same chain. To be used under `withAnchorLock` only.
 */
export class AnchorLog {
  constructor(
    private readonly file: AnchorFile,
    private readonly key: AnchorKey,
    private readonly logger: AuditLogger,
  ) {}

  /** Completes whichever of the two is behind, and answers where they end. */
  async end(manager: EntityManager): Promise<LogEnd> {
    if (await this.file.mend()) this.logger.warn({}, 'the anchor file ended in half a line, which was cut off');
    const inFile = await this.file.last();
    const inTable = await lastCopy(manager);
    const fileEnd = inFile ? this.endAt(inFile, 'The anchor file ends') : START;
    const tableEnd = inTable ? this.endAt(inTable, 'The table of anchors ends') : START;
    if (fileEnd.n < tableEnd.n) return this.completeFile(manager, fileEnd);
    if (fileEnd.n > tableEnd.n) await this.completeTable(manager, tableEnd.n);
    else if (fileEnd.hash !== tableEnd.hash)
      throw new AnchorConflict(`Anchor ${fileEnd.n} of the file and its copy in the database differ.`);
    return fileEnd;
  }

  sign(end: LogEnd, at: Date, { heads, all, purge }: Draft): { statement: AnchorStatement; anchor: SignedAnchor } {
    const statement: AnchorStatement = {
      v: 1,
      n: end.n + 1,
      at: at.toISOString(),
      previous: end.hash,
      heads: heads.map(({ shard, seq, hash }) => [shard, seq, hash]),
      root: merkleRoot(all),
      ...(purge && { purge }),
    };
    return { statement, anchor: signAnchor(statement, this.key.privateKey) };
  }

  private endAt(anchor: SignedAnchor, subject: string): LogEnd {
    const statement = openAnchor(anchor, this.key.publicKey);
    if (statement === undefined)
      throw new AnchorConflict(
        `${subject} in an anchor that this key has not signed. Give the key that was used before.`,
      );
    return { n: statement.n, hash: statementHash(anchor.text), root: statement.root };
  }

  /** After a crash between copy and line, or where another machine went on, or when somebody shortened the file. */
  private async completeFile(manager: EntityManager, from: LogEnd): Promise<LogEnd> {
    let end = from;
    for (let page = await copiesAfter(manager, end.n); page.length > 0; page = await copiesAfter(manager, end.n)) {
      for (const copy of page) end = this.follow(end, copy);
      await this.file.append(page);
    }
    this.logger.warn({ from: from.n + 1, to: end.n }, 'the anchor file was behind its copy and was completed from it');
    return end;
  }

  private follow(end: LogEnd, copy: SignedAnchor): LogEnd {
    const statement = openAnchor(copy, this.key.publicKey);
    if (statement?.n !== end.n + 1 || statement.previous !== end.hash)
      throw new AnchorConflict(`The copy of anchor ${end.n + 1} in the database does not follow the anchor before it.`);
    return { n: statement.n, hash: statementHash(copy.text), root: statement.root };
  }

  /** The database has lost anchors: it was restored from a backup, or somebody removed them. */
  private async completeTable(manager: EntityManager, after: number): Promise<void> {
    for await (const anchor of this.file.read()) {
      const statement = openAnchor(anchor, this.key.publicKey);
      if (statement !== undefined && statement.n > after) await insertCopy(manager, statement, anchor);
    }
    this.logger.error({ after }, 'the database had lost audit anchors; they were restored from the anchor file');
  }
}
