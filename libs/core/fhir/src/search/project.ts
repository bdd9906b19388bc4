import type { FhirResource, Meta } from 'fhir/r4.js';
import type { FhirQuery } from './fhir-query.js';
import { servedTypes, type ServedType } from './served-types.js';

const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

/**
 * `_summary` and `_elements`. What is cut short is tagged SUBSETTED (FHIR R4 search.html#summary), so that nobody takes it
 * for the whole; `_summary=text` leaves what is required, for we write no narrative.
 */
export function project(resource: FhirResource, query: Pick<FhirQuery, 'summary' | 'elements'>): FhirResource {
  const kept = keptElements(resource.resourceType, query);
  if (kept === undefined) return resource;
  const always = ['resourceType', 'id', 'meta', 'implicitRules'];
  const entries = Object.entries(resource).filter(
    // What an underscore begins is of the primitive of that name (FHIR R4 json.html#primitive).
    ([key]) => always.includes(key) || kept.some((name) => isOf(name, key.replace(/^_/, ''))),
  );
  const meta: Meta = { ...resource.meta, tag: [...(resource.meta?.tag ?? []), subsetted] };
  // Required elements stay, so that it is still a resource of its type.
  return { ...Object.fromEntries(entries), meta } as FhirResource;
}

function keptElements(
  type: string,
  { summary, elements }: Pick<FhirQuery, 'summary' | 'elements'>,
): readonly string[] | undefined {
  const served = servedTypes[type as ServedType];
  if (elements.length > 0) {
    const named = elements.map((element) => element.split('.').at(element.startsWith(`${type}.`) ? 1 : 0) ?? '');
    return [...named, ...served.required];
  }
  if (summary === 'true') return [...served.summary, ...served.required];
  if (summary === 'text') return served.required;
  return undefined;
}

/** Elements of more than one datatype, of those that we write: each is asked for by its name in the definition. */
const choices = ['effective', 'medication', 'onset', 'occurred', 'value'];

/** `value` and `value[x]` name `valueQuantity` (FHIR R4 formats.html#choice). */
function isOf(name: string, key: string): boolean {
  if (name === key) return true;
  const choice = name.replace(/\[x\]$/, '');
  return choices.includes(choice) && key.startsWith(choice) && /^[A-Z]/.test(key.slice(choice.length));
}
