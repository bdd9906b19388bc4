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

/** The same as charts write it. */
const inWords =
  /^(?:nkd?a|none|nil|(?:none|nil) known|(?:no|denies)(?: any)?(?: known)?(?: \w+)? allerg(?:y|ies)(?: known)?(?: \(\w+\))?)\.?$/i;

/** By its code, or by all that it says. */
export function isNoKnownAllergy(concept: ConceptSlice | undefined): boolean {
  const coding = concept?.coding ?? [];
  const texts = [concept?.text, ...coding.map(({ display }) => display)];
  return (
    coding.some(({ system, code }) => system === snomed && nothingKnown.has(code ?? '')) ||
    texts.some((text) => text !== undefined && inWords.test(text.trim()))
  );
}
