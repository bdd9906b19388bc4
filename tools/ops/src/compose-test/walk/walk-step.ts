import type { Visitor } from './visitor.js';

export interface WalkStep {
  /** A sentence of behaviour. */
  readonly title: string;
  /** Rejects when it is not so; tells what was seen otherwise. */
  readonly take: (visitor: Visitor) => Promise<string>;
}
