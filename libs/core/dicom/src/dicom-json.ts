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
    return [[keywords[tag] ?? tag, together(tag, vr, read)] as const];
  });
  return Object.fromEntries(entries);
}

const PATIENT_ID = '00100020';

function together(tag: string, vr: string, values: readonly unknown[]): unknown {
  // There is one only (PS3.3 C.7.1.1): where there are more, none of them is taken for it.
  if (tag === PATIENT_ID) return values.join('\\');
  return values.length === 1 && vr !== 'SQ' ? values[0] : values;
}

function valueOf(vr: string, value: unknown): unknown {
  if (vr === 'PN') return nameOf(value);
  const nested = vr === 'SQ' ? dicomJsonObject.safeParse(value) : undefined;
  return nested?.success === true ? attributesOfDicomJson(nested.data) : value;
}

const group = z.string().default('');
const personName = z.looseObject({ Alphabetic: group, Ideographic: group, Phonetic: group });

/** Component groups as a file has them, in letters, in ideographs and as they sound (PS3.5 §6.2.1). */
function nameOf(value: unknown): string {
  const { Alphabetic = '', Ideographic = '', Phonetic = '' } = personName.safeParse(value).data ?? {};
  const groups = [Alphabetic, Ideographic, Phonetic];
  return groups.slice(0, groups.findLastIndex((text) => text !== '') + 1).join('=');
}
