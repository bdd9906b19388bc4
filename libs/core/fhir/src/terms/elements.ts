import type { CodeableConcept, Element, Extension, Identifier, Meta, Quantity, Reference } from 'fhir/r4.js';
import { absentExtension, systems, unitExtension } from './systems.js';

/** Text beside code: a concept without a code still says what was meant. */
export function concept(
  text: string | null,
  system?: string | null,
  code?: string | null,
): CodeableConcept | undefined {
  if (text === null && (code === null || code === undefined)) return undefined;
  const coding = code === null || code === undefined ? [] : [{ ...(system && { system }), code }];
  return { ...(coding.length > 0 && { coding }), ...(text !== null && { text }) };
}

export function coded(system: string, code: string, display?: string): CodeableConcept {
  return { coding: [{ system, code, ...(display !== undefined && { display }) }] };
}

export function quantity(value: number | null, unit: string | null): Quantity | undefined {
  if (value === null) return undefined;
  if (unit === null) return { value };
  return canBeUcum(unit) ? { value, unit, system: systems.ucum, code: unit } : { value, unit };
}

/** Of words: R4 has no place for it in a string, so an extension of the primitive holds it (R4 json.html#primitive). */
export function unitBeside(unit: string): Element {
  const valueCoding = canBeUcum(unit) ? { system: systems.ucum, code: unit } : { display: unit };
  return { extension: [{ url: unitExtension, valueCoding }] };
}

/** The code of a unit is claimed only where it can be one: UCUM codes are printable ASCII without spaces (UCUM §1). */
function canBeUcum(unit: string): boolean {
  return /^[!-~]+$/.test(unit);
}

export function identifier(system: string, value: string): Identifier {
  return { system, value };
}

export function reference(type: string, id: string): Reference {
  return { reference: `${type}/${id}` };
}

/** For an element that must be there although nobody knows what belongs in it. */
export function unknownElement(): { extension: Extension[] } {
  return { extension: [{ url: absentExtension, valueCode: 'unknown' }] };
}

export function metaOf({ version, updatedAt }: { version?: number; updatedAt?: Date | null }): Meta {
  return {
    ...(version !== undefined && { versionId: String(version) }),
    ...(updatedAt && { lastUpdated: updatedAt.toISOString() }),
  };
}
