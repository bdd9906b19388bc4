import type { AuditActor } from '@caregate/core-contracts';
import type { EntityManager } from 'typeorm';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { BreakGlassRepository } from './break-glass.repository.js';
import type { GlassAlarm } from './glass-alarm.js';

export interface WhoseGlasses {
  readonly subject: string;
  readonly by: AuditActor;
  readonly reason: string;
}

/** Ends what somebody has open when all that they had is taken back: it was opened to who they were then. */
export class GlassEnding {
  constructor(
    private readonly glasses: BreakGlassRepository,
    private readonly trail: Pick<AuthTrail, 'recordIn'>,
    private readonly alarm?: GlassAlarm,
  ) {}

  async endAllOf({ subject, by, reason }: WhoseGlasses, manager: EntityManager): Promise<void> {
    await this.glasses.oneAtATime(subject, manager);
    for (const { id, patient_id: patientId } of await this.glasses.endAllOf(subject, manager)) {
      await this.trail.recordIn(manager, 'break-glass.ended', {
        actor: by,
        patientId,
        entity: { type: 'Relation', id },
        decision: reason,
        detail: { breakGlass: id, subject },
      });
      this.alarm?.raise({ event: 'ended', relationId: id, subject });
    }
  }
}
