import type { AuditEntry } from '@caregate/core-contracts';
import type { AuditFacts, AuthTrail } from '../../trail/auth-trail.js';
import { writeOrOwe } from '../tally/write-or-owe.js';
import type { KnownStudy } from './study-lookup.js';

/** Somebody who looked at a study, as the trail tells it. */
export type StudyAccess = KnownStudy &
  Pick<AuditFacts, 'actor' | 'decision' | 'sessionId' | 'tokenId'> & {
    /** Id of the relation, where the study is open by a broken glass. */
    readonly glass?: string;
  };

interface Window {
  readonly access: StudyAccess;
  readonly first: Promise<void>;
  more: number;
}

const WINDOW_MILLISECONDS = 60_000;

/**
 * One entry for the first picture that somebody fetches of a study, before it is answered; for those that follow within
 * the minute one entry with their number. A study has thousands of pictures, and each of them would be an entry.
 */
export class StudyTally {
  private windows = new Map<string, Window>();
  /** Counted, and not on the trail because that could not be written then. */
  private owed: Window[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly trail: AuthTrail) {}

  /** Resolves when the access is on the trail. */
  async count(access: StudyAccess): Promise<void> {
    const { actor, studyInstanceUid, patientId, glass } = access;
    const key = JSON.stringify([actor.subject, actor.clientId, actor.onBehalfOf, studyInstanceUid, patientId, glass]);
    const known = this.windows.get(key);
    if (known !== undefined) {
      known.more += 1;
      await known.first;
      return;
    }
    const opened: Window = { access, first: this.record(access, { count: 1 }), more: 0 };
    this.windows.set(key, opened);
    try {
      await opened.first;
    } catch (error) {
      // Another may have been opened since.
      if (this.windows.get(key) === opened) this.windows.delete(key);
      throw error;
    }
  }

  start(onError: (error: unknown) => void): void {
    this.timer = setInterval(() => void this.flush().catch(onError), WINDOW_MILLISECONDS).unref();
  }

  /** Writes what has been counted, and begins anew. */
  async flush(): Promise<void> {
    const closing = [...this.owed.splice(0), ...this.windows.values()];
    this.windows = new Map();
    const counted = closing.filter(({ more }) => more > 0);
    await writeOrOwe(counted, this.owed, ({ access, more }) => this.record(access, { count: more, more: true }));
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  private async record(access: StudyAccess, detail: NonNullable<AuditEntry['detail']>): Promise<void> {
    const { studyInstanceUid, glass, ...facts } = access;
    await this.trail.record('imaging.study.read', {
      ...facts,
      entity: { type: 'ImagingStudy', id: studyInstanceUid },
      permission: 'imaging:read',
      transport: 'forward-auth',
      // HL7 v3 ActReason, as on every row that a broken glass opened.
      ...(glass !== undefined && { purpose: 'BTG' }),
      detail: { ...detail, ...(glass !== undefined && { breakGlass: glass }) },
    });
  }
}
