import { isActive, type Relation } from '@caregate/core-permissions';
import type { Clock } from '../../clock.js';
import { LAUNCH_PATIENT } from '../../oauth/scopes/launch-scope.js';
import type { UserAccount } from '../../users/user-account.js';
import type { ConsentRequest } from '../consent-request.js';
import type { LaunchPatients } from './launch-patients.repository.js';

export interface PatientContextOptions {
  readonly relations: { ofSubject(subject: string): Promise<readonly Relation[]> };
  readonly patients: LaunchPatients;
  readonly clock: Clock;
}

/** A record that somebody may open to an application. */
export interface PatientChoice {
  readonly patientId: string;
  readonly title: string;
}

/** What an application asks for, and whose record it may be about: none where it does not ask that. */
export interface FittedRequest {
  readonly request: ConsentRequest;
  readonly patients: readonly PatientChoice[];
}

type Person = Pick<UserAccount, 'id' | 'role'>;

/**
 * The patient in context of SMART App Launch 2.2. Patients have one: themselves, or whom they care for. Clinicians reach
 * more records than a page could list, and work with `user/` scopes, so for them there is none.
 */
export class PatientContext {
  constructor(private readonly options: PatientContextOptions) {}

  /** Where there is nobody to choose, the application is not promised a choice. */
  async fit(request: ConsentRequest, person: Person): Promise<FittedRequest> {
    if (!request.resourceScopes.includes(LAUNCH_PATIENT)) return { request, patients: [] };
    const patients = await this.choicesOf(person);
    return { request: patients.length === 0 ? withoutLaunch(request) : request, patients };
  }

  /** The same for where there is no page to choose on. */
  async fitSingle(request: ConsentRequest, person: Person): Promise<FittedRequest> {
    const fitted = await this.fit(request, person);
    return fitted.patients.length < 2 ? fitted : { request: withoutLaunch(request), patients: [] };
  }

  /** Looked at again for each token: a record that is no longer theirs to open is in none. */
  async ofGrant(grantId: string, person: Person): Promise<string | undefined> {
    const chosen = await this.options.patients.of(grantId);
    if (chosen === undefined) return undefined;
    const [theirs] = (await this.relationsOf(person)).filter(({ patientId }) => patientId === chosen);
    return theirs && chosen;
  }

  /** The one record that is about this person themselves. */
  async ownRecordOf(person: Person): Promise<string | undefined> {
    const own = (await this.relationsOf(person)).filter(({ kind }) => kind === 'self');
    const [only, ...others] = new Set(own.flatMap(({ patientId }) => patientId ?? []));
    return others.length === 0 ? only : undefined;
  }

  private async choicesOf(person: Person): Promise<readonly PatientChoice[]> {
    const relations = await this.relationsOf(person);
    const ids = [...new Set(relations.flatMap(({ patientId }) => patientId ?? []))];
    const numbers = await this.options.patients.numbersOf(ids);
    const self = new Set(relations.filter(({ kind }) => kind === 'self').map(({ patientId }) => patientId));
    return ids.map((patientId) => {
      const whose = self.has(patientId) ? 'Your own record' : 'Record of a family member';
      return { patientId, title: `${whose}, number ${numbers.get(patientId) ?? patientId}` };
    });
  }

  /** Their own first. */
  private async relationsOf({ id, role }: Person): Promise<readonly Relation[]> {
    if (role !== 'patient') return [];
    const active = (await this.options.relations.ofSubject(id)).filter((one) => isActive(one, this.options.clock()));
    return [...active.filter(({ kind }) => kind === 'self'), ...active.filter(({ kind }) => kind === 'family')];
  }
}

function withoutLaunch(request: ConsentRequest): ConsentRequest {
  return {
    ...request,
    resourceScopes: request.resourceScopes.filter((name) => name !== LAUNCH_PATIENT),
    withheld: [...request.withheld, LAUNCH_PATIENT],
  };
}
