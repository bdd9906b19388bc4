import { DomainError } from '@caregate/core-errors';
import type { Relation } from '@caregate/core-permissions';
import type { RelationsRepository } from '@caregate/data-models';
import type { Messaging, Subscription } from '@caregate/kit-messaging';
import { LRUCache } from 'lru-cache';
import type { RelationsSource } from './relations-source.js';
import { withinTime } from './within-time.js';

export interface CachedRelationsOptions {
  readonly repository: Pick<RelationsRepository, 'ofSubject'>;
  readonly messaging: Pick<Messaging, 'subscribe' | 'health'>;
  /** How long relations are kept while changes are heard of; it bounds the harm of a message that was never sent. */
  readonly ttlMilliseconds?: number;
  /** How long they are kept while changes are not heard of, and how long a read may take. */
  readonly staleMilliseconds?: number;
  readonly subjectsMax?: number;
  /** Monotonic, so that setting the wall clock back does not prolong anybody's access. */
  readonly nowMilliseconds?: () => number;
}

export interface CachedRelationsHealth {
  readonly healthy: boolean;
  readonly size: number;
  readonly detail?: string;
}

interface Known {
  readonly relations: readonly Relation[];
  readonly readAt: number;
}

const defaults = {
  ttlMilliseconds: 30_000,
  staleMilliseconds: 5_000,
  subjectsMax: 20_000,
  nowMilliseconds: () => performance.now(),
};

/**
 * Relations by subject, as the database had them a moment ago. A change is told by `relations.changed` and makes the
 * next question read anew; what can be neither trusted nor read is refused.
 */
export class CachedRelations implements RelationsSource {
  private readonly options: Required<CachedRelationsOptions>;
  private readonly known: LRUCache<string, Known>;
  private readonly reads = new Map<string, Promise<readonly Relation[]>>();
  private failedAt = Number.NEGATIVE_INFINITY;
  private subscription: Subscription | undefined;

  private constructor(options: CachedRelationsOptions) {
    this.options = { ...defaults, ...options };
    this.known = new LRUCache({ max: this.options.subjectsMax });
  }

  static async start(options: CachedRelationsOptions): Promise<CachedRelations> {
    const cached = new CachedRelations(options);
    cached.subscription = await options.messaging.subscribe('relations.changed', ({ subject }) =>
      cached.forget(subject),
    );
    return cached;
  }

  async of(subject: string): Promise<readonly Relation[]> {
    const known = this.known.get(subject);
    if (known !== undefined && this.isTrusted(known)) return known.relations;
    return this.reads.get(subject) ?? this.read(subject);
  }

  /** A failure is told for as long as relations may be stale: whoever is sent nothing until it is healthy never reads. */
  health(): CachedRelationsHealth {
    const { nowMilliseconds, staleMilliseconds } = this.options;
    const failed = nowMilliseconds() - this.failedAt < staleMilliseconds;
    const detail = failed
      ? 'The last read of relations failed.'
      : this.options.messaging.health().healthy
        ? undefined
        : 'Changes are not heard of, so relations are read more often.';
    return { healthy: !failed, size: this.known.size, ...(detail !== undefined && { detail }) };
  }

  async stop(): Promise<void> {
    await this.subscription?.close();
  }

  private isTrusted({ readAt }: Known): boolean {
    const { messaging, nowMilliseconds, ttlMilliseconds, staleMilliseconds } = this.options;
    return nowMilliseconds() - readAt < (messaging.health().healthy ? ttlMilliseconds : staleMilliseconds);
  }

  /** A read under way may have begun before the change, so that its result is for those who asked before, too. */
  private forget(subject: string): void {
    this.known.delete(subject);
    this.reads.delete(subject);
  }

  private read(subject: string): Promise<readonly Relation[]> {
    const readAt = this.options.nowMilliseconds();
    const read = this.fetch(subject)
      .then((relations) => {
        if (this.reads.get(subject) === read) this.known.set(subject, { relations, readAt });
        return relations;
      })
      .finally(() => {
        if (this.reads.get(subject) === read) this.reads.delete(subject);
      });
    this.reads.set(subject, read);
    return read;
  }

  private async fetch(subject: string): Promise<readonly Relation[]> {
    const { repository, staleMilliseconds, nowMilliseconds } = this.options;
    try {
      const relations = await withinTime(repository.ofSubject(subject), staleMilliseconds);
      this.failedAt = Number.NEGATIVE_INFINITY;
      return Object.freeze(relations.map(begunIfBroken));
    } catch (cause) {
      this.failedAt = nowMilliseconds();
      throw new DomainError('access.view.stale', { cause });
    }
  }
}

const LONG_AGO = new Date(0);

/**
 * A glass is broken at once, never for later, by the clock of the database: whoever needs the record now does not wait for
 * a process whose clock is behind that.
 */
function begunIfBroken(relation: Relation): Relation {
  return relation.kind === 'break-glass' ? { ...relation, validFrom: LONG_AGO } : relation;
}
