import { z } from 'zod';

/** What we read of the R4 datatypes; the rest of each passes untouched and is accounted for by `leftovers`. */
const text = z.string().min(1);
const extension = z.looseObject({ url: z.string() });
const coding = z.looseObject({ system: text.optional(), code: text.optional(), display: text.optional() });
const concept = z.looseObject({ coding: z.array(coding).optional(), text: text.optional() });
const identifier = z.looseObject({ system: text.optional(), value: text.optional(), type: concept.optional() });
/** Of names, addresses and contacts: what for, and until when. */
const dated = { use: text.optional(), period: z.looseObject({ end: text.optional() }).optional() };
const quantity = z.looseObject({
  value: z.number().optional(),
  unit: text.optional(),
  code: text.optional(),
  comparator: text.optional(),
});

export const slices = {
  text,
  concept,
  concepts: z.array(concept).optional(),
  identifiers: z.array(identifier).optional(),
  quantity,
  reference: z.looseObject({
    reference: text.optional(),
    type: text.optional(),
    display: text.optional(),
    identifier: identifier.optional(),
  }),
  notes: z.array(z.looseObject({ text })).optional(),
  dated,
  telecom: z.array(z.looseObject({ ...dated, system: text.optional(), value: text.optional() })).optional(),
  names: z
    .array(
      z.looseObject({
        text: text.optional(),
        family: text.optional(),
        given: z.array(text).optional(),
        ...dated,
      }),
    )
    .optional(),
  extensions: z
    .array(
      extension.extend({
        valueCode: text.optional(),
        valueCoding: coding.optional(),
        extension: z.array(extension.extend({ valueCodeableConcept: concept.optional() })).optional(),
      }),
    )
    .optional(),
  meta: z.looseObject({ versionId: text.optional(), lastUpdated: text.optional() }).optional(),
};

export type ConceptSlice = z.output<typeof concept>;
export type IdentifierSlice = z.output<typeof identifier>;
export type QuantitySlice = z.output<typeof quantity>;
export type ReferenceSlice = z.output<typeof slices.reference>;
export type TelecomSlice = z.output<typeof slices.telecom>;
export type ExtensionSlice = z.output<typeof slices.extensions>;
