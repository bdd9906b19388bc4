import type { BreakGlass, BrokenGlass, EmergencyAccess, OwnEmergencyAccess } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { mayBreakGlass, type Caller } from '@caregate/core-permissions';
import type { PatientNumbersRepository } from '@caregate/data-models';
import type { Messaging } from '@caregate/kit-messaging';
import type { DataSource, EntityManager } from 'typeorm';
import { callerActor } from '../trail/actors.js';
import type { AuthTrail } from '../trail/auth-trail.js';
import type { BreakGlassRepository } from './break-glass.repository.js';
import type { GlassAlarm } from './glass-alarm.js';

export interface BreakGlassOptions {
  readonly dataSource: DataSource;
  readonly glasses: BreakGlassRepository;
  readonly numbers: Pick<PatientNumbersRepository, 'patientIdOf'>;
  readonly trail: AuthTrail;
  readonly messaging: Pick<Messaging, 'publish'>;
  readonly alarm: GlassAlarm;
}

/** Beyond what an emergency brings; whoever needs more needs a relationship that an administrator gives. */
const OPENINGS_PER_DAY = 10;

/** Opens a patient's record to a clinician in an emergency, for a while (45 CFR 164.312(a)(2)(ii)). */
export class BreakGlassService {
  constructor(private readonly options: BreakGlassOptions) {}

  async own(caller: Caller): Promise<OwnEmergencyAccess> {
    return { open: await this.options.glasses.openOf(caller.subject) };
  }

  async open(request: BreakGlass, caller: Caller): Promise<BrokenGlass> {
    if (!mayBreakGlass(caller)) throw new DomainError('access.glass.person_only');
    const { dataSource, numbers, messaging, alarm } = this.options;
    const patientId = await numbers.patientIdOf(request.patient_number);
    if (patientId === undefined) throw new DomainError('ehr.patient.not_found');
    const { access, withinADay } = await dataSource.transaction((manager) =>
      this.openIn(manager, { ...request, patientId }, caller),
    );
    const { subject } = caller;
    const { minutes } = request;
    if (!access.was_open) alarm.raise({ event: 'opened', relationId: access.id, subject, withinADay, minutes });
    // Again too: whoever asks a second time may do so because the first was not heard of.
    await messaging.publish('relations.changed', { subject });
    return access;
  }

  async end(id: string, caller: Caller): Promise<void> {
    const { dataSource, glasses, messaging, alarm } = this.options;
    const { subject } = caller;
    await dataSource.transaction(async (manager) => {
      const ended = await glasses.end(id, subject, manager);
      if (ended === undefined) throw new DomainError('access.glass.unknown');
      await this.record(manager, 'break-glass.ended', { access: ended, caller });
    });
    alarm.raise({ event: 'ended', relationId: id, subject });
    await messaging.publish('relations.changed', { subject });
  }

  private async openIn(
    manager: EntityManager,
    { patientId, reason, minutes }: BreakGlass & { readonly patientId: string },
    caller: Caller,
  ): Promise<{ access: BrokenGlass; withinADay: number }> {
    const { glasses } = this.options;
    const { subject } = caller;
    await glasses.oneAtATime(subject, manager);
    if (!(await glasses.isStill(caller, manager))) throw new DomainError('token.revoked');
    const withinADay = await glasses.countWithinADay(subject, manager);
    const open = await glasses.findOpen({ subject, patientId }, manager);
    if (open !== undefined) {
      await this.record(manager, 'break-glass.read', { access: open, caller });
      return { access: { ...open, was_open: true }, withinADay };
    }
    if (withinADay >= OPENINGS_PER_DAY) this.refuse(subject, withinADay);
    const access = await glasses.open({ subject, patientId, reason, minutes }, manager);
    await this.record(manager, 'break-glass.opened', {
      access,
      caller,
      detail: { minutes, withinADay: withinADay + 1 },
    });
    return { access: { ...access, was_open: false }, withinADay: withinADay + 1 };
  }

  private refuse(subject: string, withinADay: number): never {
    this.options.alarm.raise({ event: 'refused', subject, withinADay });
    throw new DomainError('access.glass.too_many');
  }

  private async record(
    manager: EntityManager,
    event: 'break-glass.opened' | 'break-glass.ended' | 'break-glass.read',
    { access: { id, patient_id: patientId }, caller, detail }: Step,
  ): Promise<void> {
    const { tokenId, sessionId } = caller;
    await this.options.trail.recordIn(manager, event, {
      actor: callerActor(caller),
      patientId,
      entity: { type: 'Relation', id },
      tokenId,
      ...(sessionId === undefined ? {} : { sessionId }),
      detail: { ...detail, breakGlass: id },
    });
  }
}

/** What happened to which emergency access. */
interface Step {
  readonly access: EmergencyAccess;
  readonly caller: Caller;
  readonly detail?: { readonly minutes: number; readonly withinADay: number };
}
