import { z } from 'zod';
import type { PatientRecord } from '../records/patient.record.js';
import { codeIn } from './elements.js';
import { nameOf } from './name-of.js';
import type { Entry, References } from './references.js';
import { slices } from './slices.js';
import { systems } from '../terms/systems.js';

const coverageSlice = z.looseObject({
  subscriberId: slices.text.optional(),
  payor: z.array(slices.reference).optional(),
  class: z.array(z.looseObject({ type: slices.concept, value: slices.text })).optional(),
});

export function readCoverage(
  entry: Entry,
  references: References,
): Pick<PatientRecord, 'insuranceProvider' | 'policyNumber' | 'groupNumber'> {
  const coverage = coverageSlice.parse(entry.resource);
  const group = coverage.class?.find(({ type }) => codeIn(type, systems.coverageClass) === 'group');
  return {
    insuranceProvider: nameOf(coverage.payor?.[0], entry, references),
    policyNumber: coverage.subscriberId ?? null,
    groupNumber: group?.value ?? null,
  };
}
