import { z } from 'zod';
import { systems } from '../terms/systems.js';
import { codeIn, momentOf } from './elements.js';
import { slices, type ConceptSlice } from './slices.js';
import { needed, Unreadable } from './unreadable.js';

export const observationSlice = z.looseObject({
  meta: slices.meta,
  status: z.string(),
  category: slices.concepts,
  code: slices.concept,
  subject: slices.reference.optional(),
  effectiveDateTime: z.string().optional(),
  effectiveInstant: z.string().optional(),
  effectivePeriod: z.looseObject({ start: z.string().optional() }).optional(),
  issued: z.string().optional(),
  performer: z.array(slices.reference).optional(),
  valueQuantity: slices.quantity.optional(),
  valueRatio: z
    .looseObject({ numerator: slices.quantity.optional(), denominator: slices.quantity.optional() })
    .optional(),
  valueRange: z.looseObject({ low: slices.quantity.optional(), high: slices.quantity.optional() }).optional(),
  valueString: slices.text.optional(),
  _valueString: z.looseObject({ extension: slices.extensions }).optional(),
  valueCodeableConcept: slices.concept.optional(),
  valueInteger: z.int().optional(),
  valueBoolean: z.boolean().optional(),
  interpretation: slices.concepts,
  note: slices.notes,
  referenceRange: z
    .array(
      z.looseObject({
        low: slices.quantity.optional(),
        high: slices.quantity.optional(),
        text: slices.text.optional(),
        type: slices.concept.optional(),
      }),
    )
    .optional(),
  hasMember: z.array(slices.reference).optional(),
  component: z.array(z.looseObject({ code: slices.concept, valueQuantity: slices.quantity.optional() })).optional(),
});

export type ObservationSlice = z.output<typeof observationSlice>;

export function effectiveOf(observation: ObservationSlice): Date {
  const { effectiveDateTime, effectiveInstant, effectivePeriod, issued } = observation;
  const written = effectiveDateTime ?? effectiveInstant ?? effectivePeriod?.start ?? issued;
  return needed(momentOf(written), 'effective[x]', 'at least the day of the observation is needed');
}

export function inCategory(observation: { category?: readonly ConceptSlice[] | undefined }, code: string): boolean {
  return observation.category?.some((category) => codeIn(category, systems.observationCategory) === code) ?? false;
}

/** Statuses that are kept as they are. R4: what was corrected was amended. */
const kept: Readonly<Record<string, 'corrected' | 'entered_in_error'>> = {
  amended: 'corrected',
  corrected: 'corrected',
  'entered-in-error': 'entered_in_error',
};

/** What became of the finding after it was final, if anything did. */
export function afterwards({ status }: { status: string }): 'corrected' | 'entered_in_error' | undefined {
  return kept[status];
}

/** R4 modifier element: what was never found must not be read as a finding. */
export function refuseUnfound({ status }: { status: string }): void {
  if (['cancelled', 'unknown'].includes(status)) throw new Unreadable('status', `${status} is not a finding`);
}
