import type { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { refusalOf, type Authorizer } from '@caregate/kit-access';
import { callerActor } from '../../trail/actors.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import type { RoutePolicy, PolicyVerdict } from '../routes/route-policy.js';
import { pacsResource } from './pacs-resource.js';
import type { KnownStudy, StudyLookup } from './study-lookup.js';
import type { StudyTally } from './study-tally.js';

export interface PacsGateOptions {
  readonly authorizer: Pick<Authorizer, 'decide'>;
  readonly studies: Pick<StudyLookup, 'find'>;
  readonly tally: StudyTally;
  readonly trail: AuthTrail;
  /** What the archive is shown instead of the caller's token, which is not meant for it. */
  readonly authorization: string;
}

const METHODS = new Set(['GET', 'HEAD']);

/**
 * The gate before the archive: which study, whose, and whether this caller may look at it. What is not there, what
 * cannot be asked and what is another's are refused in the same words, so that nobody learns who has pictures here.
 */
export class PacsGate implements RoutePolicy {
  constructor(private readonly options: PacsGateOptions) {}

  /** `path` as the archive would get it. */
  async judge(caller: Caller, path: string, method: string | undefined): Promise<PolicyVerdict> {
    const resource = method !== undefined && METHODS.has(method) ? pacsResource(path) : undefined;
    const study = resource && (await this.options.studies.find(resource));
    const { patientId } = study ?? {};
    const about = patientId === undefined ? {} : { patientId };
    const decision = await this.options.authorizer.decide({ caller, permission: 'imaging:read', ...about });
    if (!decision.allowed) return this.refuse(caller, study, refusalOf(decision));
    if (study === undefined) throw new Error('Nobody is allowed to look at a study that is not there.');
    const { via, glass } = decision;
    await this.options.tally.count({
      ...study,
      ...whoOf(caller),
      decision: via,
      ...(glass !== undefined && { glass }),
    });
    return { allowed: true, authorization: this.options.authorization };
  }

  private async refuse(caller: Caller, study: KnownStudy | undefined, error: DomainError): Promise<PolicyVerdict> {
    const { studyInstanceUid: id, ...about } = study ?? { studyInstanceUid: undefined };
    await this.options.trail.record('imaging.study.read', {
      ...whoOf(caller),
      ...about,
      ...(id === undefined ? {} : { entity: { type: 'ImagingStudy', id } }),
      outcome: 'refused',
      decision: error.code,
      permission: 'imaging:read',
      transport: 'forward-auth',
    });
    return { allowed: false, error };
  }
}

function whoOf(caller: Caller) {
  const { tokenId, sessionId } = caller;
  return { actor: callerActor(caller), tokenId, ...(sessionId === undefined ? {} : { sessionId }) };
}
