import { absentExtension } from '@caregate/core-fhir';
import type { Caller } from '@caregate/core-permissions';
import type { FhirResource, Observation, Provenance } from 'fhir/r4.js';
import { seesWithdrawn } from '../../access/sees-withdrawn.js';

/** The resources of one patient as they are shown to a caller who stands so to the patient. */
export function shownTo<R extends FhirResource>(caller: Caller, via: string, resources: readonly R[]): readonly R[] {
  if (seesWithdrawn(caller, via)) return resources;
  const mistakes = new Set(resources.flatMap(mistakesIn));
  return resources.flatMap((resource) => {
    if (resource.resourceType === 'Provenance') return told(resource, mistakes);
    return isMistake(resource) ? withheld(resource) : [resource];
  }) as R[]; // What is withheld stays of its type.
}

/** What R4 calls `entered-in-error`, here or by who withdrew it. */
function mistakesIn(resource: FhirResource): readonly string[] {
  if (resource.resourceType === 'Provenance') return isWithdrawal(resource) ? targetsOf(resource) : [];
  return isMistake(resource) ? [`${resource.resourceType}/${resource.id}`] : [];
}

function isMistake(resource: FhirResource): boolean {
  if (resource.resourceType === 'AllergyIntolerance')
    return resource.verificationStatus?.coding?.some(({ code }) => code === 'entered-in-error') === true;
  return 'status' in resource && resource.status === 'entered-in-error';
}

function isWithdrawal({ activity }: Provenance): boolean {
  return activity?.coding?.some(({ code }) => code === 'NULLIFY') === true;
}

function targetsOf({ target }: Provenance): readonly string[] {
  return target.map(({ reference = '' }) => reference);
}

const masked = { extension: [{ url: absentExtension, valueCode: 'masked' }] };

/** That there is something, of what kind, and since when it says so; elements that R4 wants are masked. */
function withheld(resource: FhirResource): readonly FhirResource[] {
  const { id = '', meta = {} } = resource;
  const { versionId, lastUpdated } = meta;
  const bare = { id, meta: { ...(versionId && { versionId }), ...(lastUpdated && { lastUpdated }) } };
  const status = 'entered-in-error' as const;
  switch (resource.resourceType) {
    case 'Observation':
      return isPartOfPanel(resource)
        ? []
        : [{ resourceType: 'Observation', ...bare, status, ...only(resource, 'category', 'subject'), code: masked }];
    case 'DiagnosticReport':
      return [{ resourceType: 'DiagnosticReport', ...bare, status, ...only(resource, 'subject'), code: masked }];
    case 'MedicationRequest':
      return [
        {
          resourceType: 'MedicationRequest',
          ...bare,
          status,
          ...only(resource, 'intent', 'subject'),
          medicationCodeableConcept: masked,
        },
      ];
    case 'AllergyIntolerance':
      return [{ resourceType: 'AllergyIntolerance', ...bare, ...only(resource, 'verificationStatus', 'patient') }];
    case 'Appointment': {
      const participant = resource.participant.filter(({ actor }) => actor?.reference?.startsWith('Patient/'));
      // R4 app-3: only proposed and cancelled ones may be without.
      return [{ resourceType: 'Appointment', ...bare, status, _start: masked, _end: masked, participant }];
    }
    default:
      return [];
  }
}

/** `<row>-heart-rate`: which measurements there were is content, and the panel tells of the row. */
function isPartOfPanel({ id = '' }: Observation): boolean {
  return !isOfRow(id);
}

function isOfRow(id: string): boolean {
  return id.length === UUID_LENGTH;
}

const UUID_LENGTH = 36;

function only<R extends object, K extends keyof R>(resource: R, ...names: readonly K[]): Pick<R, K> {
  return Object.fromEntries(names.map((name) => [name, resource[name]])) as Pick<R, K>;
}

/** Of a mistake is told who withdrew it, by role alone, since reasons name other people; and nothing of who wrote it. */
function told(provenance: Provenance, mistakes: ReadonlySet<string>): readonly Provenance[] {
  if (!targetsOf(provenance).some((target) => mistakes.has(target))) return [provenance];
  if (!isWithdrawal(provenance)) return [];
  const { reason: _reason, target, agent, ...rest } = provenance;
  const rows = target.filter(({ reference = '' }) => isOfRow(reference.slice(reference.indexOf('/') + 1)));
  const [{ type, role } = {}] = agent;
  return [{ ...rest, target: rows, agent: [{ ...(type && { type }), ...(role && { role }), who: masked }] }];
}
