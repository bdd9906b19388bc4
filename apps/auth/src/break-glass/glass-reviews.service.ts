import type { EmergencyReview, EmergencyReviewQueue } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { DataSource, EntityManager } from 'typeorm';
import { callerActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { GlassAlarm } from './glass-alarm.js';
import type { GlassReviewsRepository, ReviewedGlass } from './glass-reviews.repository.js';

export interface GlassReviewsOptions {
  readonly dataSource: DataSource;
  readonly reviews: GlassReviewsRepository;
  readonly trail: AuthTrail;
  readonly alarm: GlassAlarm;
}

/** Every emergency access is looked at by a second person, once it is over. */
export class GlassReviewsService {
  constructor(private readonly options: GlassReviewsOptions) {}

  async queue({ subject }: Caller): Promise<EmergencyReviewQueue> {
    return { pending: await this.options.reviews.pending(subject) };
  }

  async review(id: string, review: EmergencyReview, caller: Caller): Promise<void> {
    // A program is nobody's second person, nor is whoever acts in the name of the first.
    if (caller.kind !== 'user' || caller.onBehalfOf !== undefined) throw new DomainError('access.glass.person_only');
    const { dataSource, alarm } = this.options;
    const { subject } = await dataSource.transaction((manager) => this.reviewIn(manager, { id, review, caller }));
    alarm.raise({ event: review.verdict, relationId: id, subject });
  }

  private async reviewIn(
    manager: EntityManager,
    { id, review, caller }: { readonly id: string; readonly review: EmergencyReview; readonly caller: Caller },
  ): Promise<ReviewedGlass> {
    const { reviews, trail } = this.options;
    const glass = await reviews.find(id, manager);
    if (glass === undefined) throw new DomainError('access.glass.unknown');
    if (glass.subject === caller.subject) throw new DomainError('access.glass.own_review');
    if (glass.isOpen) throw new DomainError('access.glass.still_open');
    if (!(await reviews.insert(glass, caller.subject, review, manager))) throw new DomainError('access.glass.reviewed');
    const { tokenId, sessionId } = caller;
    await trail.recordIn(manager, 'break-glass.reviewed', {
      actor: callerActor(caller),
      patientId: glass.patientId,
      entity: { type: 'Relation', id },
      tokenId,
      ...(sessionId === undefined ? {} : { sessionId }),
      detail: { verdict: review.verdict, subject: glass.subject, breakGlass: id },
    });
    return glass;
  }
}
