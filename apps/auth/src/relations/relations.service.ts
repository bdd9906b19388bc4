import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import type { Messaging } from '@caregate/kit-messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock.js';
import { callerActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { NewRelation, RelationQuery, RelationView } from './relation.schema.js';
import type { RelationsAdminRepository } from './relations-admin.repository.js';

export interface RelationsServiceOptions {
  readonly dataSource: DataSource;
  readonly relations: RelationsAdminRepository;
  readonly trail: AuthTrail;
  readonly messaging: Pick<Messaging, 'publish'>;
  readonly clock: Clock;
}

/** Gives and ends relationships to patients, and wakes up whoever has them cached. */
export class RelationsService {
  constructor(private readonly options: RelationsServiceOptions) {}

  async list(query: RelationQuery): Promise<{ relations: readonly RelationView[] }> {
    return { relations: await this.options.relations.list(query) };
  }

  async add(relation: NewRelation, caller: Caller): Promise<RelationView> {
    const { relations } = this.options;
    return this.change(caller, 'given', (manager) => relations.insert(relation, caller.subject, manager));
  }

  async end(id: string, caller: Caller): Promise<void> {
    const { relations, clock } = this.options;
    await this.change(caller, 'ended', async (manager) => {
      const ended = await relations.end(id, clock(), manager);
      if (ended === undefined) throw new DomainError('request.not_found');
      return ended;
    });
  }

  private async change(
    caller: Caller,
    what: 'given' | 'ended',
    work: (manager: EntityManager) => Promise<RelationView>,
  ): Promise<RelationView> {
    const { dataSource, trail, messaging } = this.options;
    const relation = await dataSource.transaction(async (manager) => {
      const changed = await work(manager);
      await trail.recordIn(manager, 'relation.changed', {
        actor: callerActor(caller),
        ...(changed.patientId === null ? {} : { patientId: changed.patientId }),
        entity: { type: 'Relation', id: changed.id },
        tokenId: caller.tokenId,
        detail: { what, kind: changed.kind, subject: changed.subject },
      });
      return changed;
    });
    await messaging.publish('relations.changed', { subject: relation.subject });
    return relation;
  }
}
