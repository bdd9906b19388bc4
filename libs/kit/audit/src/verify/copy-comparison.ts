import type { KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { copiesAfter, type AnchorCopy } from '../anchor/anchor-copies.js';
import { openAnchor, type SignedAnchor } from '../anchor/signed-anchor.js';
import type { Findings } from './findings.js';

/** Goes through the copies in the database beside the lines of the file. */
export class CopyComparison {
  private page: AnchorCopy[] = [];
  private readTo = 0;
  private ended = false;

  constructor(
    private readonly manager: EntityManager,
    private readonly publicKey: KeyObject,
    private readonly findings: Findings,
    /** Copies that came after the verification began are none of its business. */
    private readonly lastN: number,
  ) {}

  async compare(n: number, { text, signature }: SignedAnchor): Promise<void> {
    let copy = await this.peek();
    for (; copy !== undefined && copy.n < n; copy = await this.peek()) this.passOver(copy);
    if (copy?.n !== n) {
      this.findings.add('anchor-copy-missing', 'The anchor is in the file but not in the database.', { anchor: n });
      return;
    }
    this.page.shift();
    if (copy.text !== text || !copy.signature.equals(signature))
      this.findings.add('anchor-copy-changed', 'The copy in the database differs from the file.', { anchor: n });
  }

  /** What the database has beyond the end of the file. */
  async *rest(): AsyncGenerator<SignedAnchor> {
    for (let copy = await this.peek(); copy !== undefined; copy = await this.peek()) {
      this.page.shift();
      yield copy;
    }
  }

  /** A line of this number is not in the file, and the file itself tells so; here it only matters who made the copy. */
  private passOver(copy: AnchorCopy): void {
    this.page.shift();
    if (openAnchor(copy, this.publicKey) === undefined)
      this.findings.add('anchor-forged', 'The key did not sign this anchor.', { anchor: copy.n });
  }

  private async peek(): Promise<AnchorCopy | undefined> {
    if (this.page.length === 0 && !this.ended) {
      this.page = (await copiesAfter(this.manager, this.readTo)).filter(({ n }) => n <= this.lastN);
      this.readTo = this.page.at(-1)?.n ?? this.readTo;
      this.ended = this.page.length === 0;
    }
    return this.page[0];
  }
}
