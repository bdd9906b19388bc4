import type { Messaging } from '@caregate/kit-messaging';
import type { DataSource, EntityManager } from 'typeorm';
import type { OAuthClientsRepository } from '../clients/oauth-clients.repository.js';
import type { RelationsAdminRepository } from '../relations/relations-admin.repository.js';
import { service } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { UsersRepository } from '../users/users.repository.js';
import { readAccessFile, type SeedPerson, type SeedRelation } from './access-file.js';

export interface SeedAccessOptions {
  readonly dataSource: DataSource;
  readonly users: UsersRepository;
  readonly clients: OAuthClientsRepository;
  readonly relations: RelationsAdminRepository;
  readonly trail: AuthTrail;
  readonly messaging: Pick<Messaging, 'publish'>;
}

/** Puts people and relations of a file into the database; what is there already stays as it is. */
export class SeedAccess {
  constructor(private readonly options: SeedAccessOptions) {}

  async run(file: string): Promise<{ people: number; relations: number }> {
    const { people, relations } = await readAccessFile(file);
    const changed = new Set<string>();
    const made = await this.options.dataSource.transaction(async (manager) => {
      let persons = 0;
      for (const person of people) persons += Number(await this.addPerson(person, manager));
      for (const relation of relations) {
        const subject = await this.addRelation(relation, manager);
        if (subject !== undefined) changed.add(subject);
      }
      return persons;
    });
    for (const subject of changed) await this.options.messaging.publish('relations.changed', { subject });
    return { people: made, relations: changed.size };
  }

  private async addPerson(person: SeedPerson, manager: EntityManager): Promise<boolean> {
    const { users, trail } = this.options;
    const { issuer, subject, name, email, role } = person;
    await users.lockIdentity(issuer, subject, manager);
    if ((await users.findByIdentity(issuer, subject, manager)) !== undefined) return false;
    const free = email !== undefined && (await users.isEmailFree(email, manager)) ? email.toLowerCase() : undefined;
    const user = await users.insert({ email: free, name, role }, { issuer, subject }, manager);
    const entity = { type: 'User', id: user.id };
    await trail.recordIn(manager, 'user.provisioned', { actor: service, entity, detail: { role } });
    return true;
  }

  /** Answers whose relations have changed. */
  private async addRelation(seed: SeedRelation, manager: EntityManager): Promise<string | undefined> {
    const { relations, trail } = this.options;
    const subject = await this.subjectOf(seed, manager);
    const relation = { subject, patientId: seed.patientId, kind: seed.kind, reason: seed.reason };
    if (await relations.holds(relation, manager)) return undefined;
    const { id } = await relations.insert(relation, 'setup', manager);
    await trail.recordIn(manager, 'relation.changed', {
      actor: service,
      ...(seed.patientId === null ? {} : { patientId: seed.patientId }),
      entity: { type: 'Relation', id },
      detail: { what: 'given', kind: seed.kind, subject },
    });
    return subject;
  }

  private async subjectOf({ subject, identity, appId }: SeedRelation, manager: EntityManager): Promise<string> {
    if (subject !== undefined) return subject;
    const user = identity && (await this.options.users.findByIdentity(identity.issuer, identity.subject, manager));
    const client = appId === undefined ? undefined : await this.options.clients.findByApp(appId, manager);
    const found = user?.id ?? client?.clientId;
    if (found === undefined) throw new Error(`Nobody is known as ${identity?.subject ?? appId ?? '?'}.`);
    return found;
  }
}
