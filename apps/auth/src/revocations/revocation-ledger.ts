import { setTimeout as pause } from 'node:timers/promises';
import type { AuditActor, Revocation, RevocationKind } from '@caregate/core-contracts';
import type { Messaging } from '@caregate/kit-messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { GlassEnding } from '../break-glass/glass-ending.js';
import { epochSeconds, secondsLater, type Clock } from '../clock.js';
import { selectRows } from '../database/statements.js';
import { service } from '../trail/actors.js';
import type { KnownHere } from './known-here.js';

export interface RevocationOrder {
  readonly kind: RevocationKind;
  readonly value: string;
  readonly reason: string;
  /** Who takes it back, for the trail of what ends with it. */
  readonly by?: AuditActor;
}

/** What may be done in the transaction of a revocation. */
export interface RevocationEntry {
  readonly manager: EntityManager;
  revoke(order: RevocationOrder): Promise<void>;
}

export interface LedgerOptions {
  readonly dataSource: DataSource;
  readonly messaging: Pick<Messaging, 'publish'>;
  readonly clock: Clock;
  /** The longest that any token lives: after that nobody needs to know that it was revoked. */
  readonly tokenSecondsMax: number;
  /** Emergency access is of who somebody was: it ends with their tokens. */
  readonly glasses: Pick<GlassEnding, 'endAllOf'>;
  readonly warn: (facts: object, message: string) => void;
  /** Where requests are judged in this very process, if they are. */
  readonly knownHere?: KnownHere;
}

interface Made {
  readonly revocation: Revocation;
  readonly expected: ReturnType<KnownHere['expect']> | undefined;
}

/** Clocks of verifiers may lag; a revocation outlives the tokens it is about by this much. */
const MARGIN_SECONDS = 300;

/** Watchers look by themselves twice a second, so nobody waits for long for a message that wakes them; it goes out later. */
const ANNOUNCE_MILLISECONDS_MAX = 300;

/** A token of the second of an earlier revocation is dated after it; the next revocation must reach it all the same. */
const LATEST_TOKEN: Readonly<Record<RevocationKind, string>> = {
  token: 'null',
  grant: 'null',
  session: 'null',
  subject: 'select max(issued_at) from auth.issued_token where subject = $2',
  client: 'select max(issued_at) from auth.issued_token where client_id = $2',
};

/**
 * Writes `access.revocation`, which is the truth, and wakes up whoever watches it. The message goes out after the
 * commit; if it is lost, watchers find the row on their next look all the same.
 */
export class RevocationLedger {
  constructor(private readonly options: LedgerOptions) {}

  async during<T>(work: (entry: RevocationEntry) => Promise<T>): Promise<T> {
    const made: Made[] = [];
    const revoke = async (manager: EntityManager, order: RevocationOrder) => {
      const revocation = await this.insert(manager, order);
      await this.endGlasses(order, manager);
      made.push({ revocation, expected: this.options.knownHere?.expect(revocation.seq) });
    };
    try {
      const result = await this.options.dataSource.transaction((manager) =>
        work({ manager, revoke: (order) => revoke(manager, order) }),
      );
      await Promise.all(made.map((each) => this.announce(each)));
      return result;
    } finally {
      for (const { expected } of made) expected?.forget();
    }
  }

  private async insert(manager: EntityManager, { kind, value, reason }: RevocationOrder): Promise<Revocation> {
    const now = this.options.clock();
    const expiresAt = secondsLater(now, this.options.tokenSecondsMax + MARGIN_SECONDS);
    const [row] = await selectRows<{ seq: string; not_before: Date }>(
      manager,
      `insert into access.revocation (kind, value, not_before, revoked_at, expires_at, reason)
       values ($1, $2, greatest($3::timestamptz, (${LATEST_TOKEN[kind]})), $3, $4, $5) returning seq, not_before`,
      [kind, value, now, expiresAt, reason],
    );
    const times = { notBeforeSeconds: epochSeconds(row?.not_before ?? now), expiresAtSeconds: epochSeconds(expiresAt) };
    return { seq: Number(row?.seq), kind, value, ...times };
  }

  private async endGlasses({ kind, value, reason, by = service }: RevocationOrder, manager: EntityManager) {
    if (kind === 'subject') await this.options.glasses.endAllOf({ subject: value, by, reason }, manager);
  }

  private async announce({ revocation, expected }: Made): Promise<void> {
    const told = Promise.race([this.publish(revocation), pause(ANNOUNCE_MILLISECONDS_MAX, undefined, { ref: false })]);
    await Promise.all([told, expected?.settled()]);
  }

  private async publish(revocation: Revocation): Promise<void> {
    const { kind, value } = revocation;
    try {
      await this.options.messaging.publish('revocation.added', revocation);
      if (kind === 'subject') await this.options.messaging.publish('relations.changed', { subject: value });
    } catch (error) {
      this.options.warn({ error, seq: revocation.seq }, 'A revocation stands but could not be announced.');
    }
  }
}
