import { keywords } from './dicom-keywords.js';
import type { Attributes } from './attributes.js';
import { z } from 'zod';

const element = z.looseObject({ vr: z.string(), Value: z.array(z.unknown()).optional() });

/** One object of the DICOM JSON model (PS3.18 Annex F). */
export const dicomJsonObject = z.record(z.string(), element);

export type DicomJsonObject = z.output<typeof dicomJsonObject>;

/** The same by keyword; pixel data and other bulk data stay where they are. */
export function attributesOfDicomJson(object: DicomJsonObject): Attributes {
  const entries = Object.entries(object).flatMap(([tag, { vr, Value: values }]) => {
    if (values === undefined || values.length === 0) return [];
    const read = values.map((value) => valueOf(vr, value));
    return [[keywords[tag] ?? tag, read.length === 1 && vr !== 'SQ' ? read[0] : read] as const];
  });
  return Object.fromEntries(entries);
}

function valueOf(vr: string, value: unknown): unknown {
  if (vr === 'PN') return personName.safeParse(value).data?.Alphabetic ?? '';
  const nested = vr === 'SQ' ? dicomJsonObject.safeParse(value) : undefined;
  return nested?.success === true ? attributesOfDicomJson(nested.data) : value;
}

const personName = z.looseObject({ Alphabetic: z.string().optional() });
