import type { AuditActor } from '@caregate/core-contracts';
import type { AuthTrail } from '../../trail/auth-trail.js';
import { writeOrOwe } from './write-or-owe.js';

/** Requests that count under one entry of the trail. */
export interface TallyWindow {
  count: number;
  open: boolean;
}

export interface Passage {
  readonly actor: AuditActor;
  /** Which route, by its host, if it is for one, and its prefix. */
  readonly route: string;
  readonly sessionId?: string | undefined;
}

interface Kept extends TallyWindow {
  readonly passage: Passage;
}

const WINDOW_MILLISECONDS = 60_000;

/**
 * One entry for the first request that somebody makes to a route, at once and before the answer; for those that follow
 * within the minute one entry with their number. A page of pictures would otherwise bury the trail.
 */
export class VerifyTally {
  private readonly windows = new Map<string, Kept>();
  private readonly beginning = new Map<string, Promise<TallyWindow>>();
  /** Counted, and not on the trail because that could not be written then. */
  private owed: Kept[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly trail: AuthTrail) {}

  /** Counts the passage where its entry is on the trail already; `begin` has to be waited for otherwise. */
  atOnce(passage: Passage): TallyWindow | undefined {
    const known = this.windows.get(keyOf(passage));
    if (known === undefined) return undefined;
    known.count += 1;
    return known;
  }

  /** Resolves when the entry is on the trail. Those that come meanwhile wait for the same. */
  async begin(passage: Passage): Promise<TallyWindow> {
    const key = keyOf(passage);
    for (let other = this.beginning.get(key); other !== undefined; other = this.beginning.get(key)) await other;
    const known = this.atOnce(passage);
    if (known !== undefined) return known;
    const opening = this.open(key, passage).finally(() => this.beginning.delete(key));
    this.beginning.set(key, opening);
    return opening;
  }

  private async open(key: string, passage: Passage): Promise<TallyWindow> {
    await this.record(passage, { count: 1 });
    const opened: Kept = { count: 0, open: true, passage };
    this.windows.set(key, opened);
    return opened;
  }

  start(onError: (error: unknown) => void): void {
    this.timer = setInterval(() => void this.flush().catch(onError), WINDOW_MILLISECONDS).unref();
  }

  /** Writes what has been counted, and begins anew. */
  async flush(): Promise<void> {
    const closing = [...this.owed.splice(0), ...this.windows.values()];
    this.windows.clear();
    for (const window of closing) window.open = false;
    const counted = closing.filter(({ count }) => count > 0);
    await writeOrOwe(counted, this.owed, ({ passage, count }) => this.record(passage, { count, more: true }));
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async record({ actor, route, sessionId }: Passage, counts: Record<string, number | boolean>): Promise<void> {
    const ids = sessionId === undefined ? {} : { sessionId };
    const facts = { actor, ...ids, transport: 'forward-auth', detail: { route, ...counts } } as const;
    await this.trail.record('forward-auth.allowed', facts);
  }
}

function keyOf({ actor, route }: Passage): string {
  return JSON.stringify([actor.kind, actor.subject, actor.clientId, actor.onBehalfOf, route]);
}
