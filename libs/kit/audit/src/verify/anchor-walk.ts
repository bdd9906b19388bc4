import type { KeyObject } from 'node:crypto';
import { FIRST_PREVIOUS, headsOf, statementHash, type AnchorStatement } from '../anchor/anchor-statement.js';
import { openAnchor, type SignedAnchor } from '../anchor/signed-anchor.js';
import { merkleRoot } from '../chain/merkle-root.js';
import type { ShardHead } from '../chain/shard-head.js';
import type { Findings } from './findings.js';

export interface GenuineAnchor {
  readonly anchor: SignedAnchor;
  readonly statement: AnchorStatement;
}

/** Goes through anchors in order and passes on what the key signed, reporting everything that is wrong with them. */
export class AnchorWalk {
  count = 0;
  lastAt: string | undefined;
  /** Every shard's last anchored head. */
  readonly heads = new Map<number, ShardHead>();
  private lastN = 0;
  private lastHash = FIRST_PREVIOUS;

  constructor(
    private readonly publicKey: KeyObject,
    private readonly findings: Findings,
  ) {}

  async *genuine(anchors: AsyncIterable<SignedAnchor>): AsyncGenerator<GenuineAnchor> {
    for await (const anchor of anchors) {
      const statement = openAnchor(anchor, this.publicKey);
      if (statement === undefined)
        this.findings.add('anchor-forged', 'The key did not sign this anchor.', { anchor: this.lastN + 1 });
      else {
        this.checkPlace(statement);
        this.checkHeads(statement);
        this.follow(anchor, statement);
        yield { anchor, statement };
      }
    }
  }

  private checkPlace({ n, previous, at }: AnchorStatement): void {
    if (n > this.lastN + 1)
      this.findings.add('anchor-missing', `Anchors ${this.lastN + 1} to ${n - 1} are gone from the file.`, {
        anchor: n,
      });
    else if (n <= this.lastN || previous !== this.lastHash)
      this.findings.add('anchor-inconsistent', 'The anchor does not follow the one before it.', { anchor: n });
    if (this.lastAt !== undefined && at < this.lastAt)
      this.findings.add('clock-backwards', `The anchor is dated ${at}, before the one before it.`, { anchor: n });
  }

  /** A purge lists where the remaining rows begin, and covers just that. */
  private checkHeads(statement: AnchorStatement): void {
    const listed = headsOf(statement);
    if (statement.purge === undefined) listed.forEach((head) => this.advance(head, statement.n));
    const covered = statement.purge === undefined ? this.heads.values() : listed;
    if (merkleRoot(covered) !== statement.root)
      this.findings.add('anchor-inconsistent', 'The root does not cover the heads.', { anchor: statement.n });
  }

  private advance(head: ShardHead, anchor: number): void {
    const { shard, seq } = head;
    const before = this.heads.get(shard)?.seq ?? 0;
    if (seq < before)
      this.findings.add('history-rewritten', `The chain was ${before} rows long when anchored, then ${seq}.`, {
        anchor,
        shard,
        seq,
      });
    this.heads.set(shard, head);
  }

  private follow({ text }: SignedAnchor, { n, at }: AnchorStatement): void {
    this.count += 1;
    this.lastN = n;
    this.lastAt = at;
    this.lastHash = statementHash(text);
  }
}
