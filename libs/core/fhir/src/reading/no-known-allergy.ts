import type { ConceptSlice } from './slices.js';

const snomed = 'http://snomed.info/sct';

/**
 * SNOMED CT 716186003 "No known allergy" and its kinds, which FHIR R4 valueset-allergyintolerance-code takes in. Each says
 * that there is none: taken for a substance it would become an allergy that nobody has.
 */
const nothingKnown: ReadonlySet<string> = new Set([
  '716186003',
  '409137002',
  '428607008',
  '429625007',
  '716184000',
  '716220001',
  '428197003',
]);

export function isNoKnownAllergy(concept: ConceptSlice | undefined): boolean {
  return (concept?.coding ?? []).some(({ system, code }) => system === snomed && nothingKnown.has(code ?? ''));
}
