import { z } from 'zod';
import type { LabComponentRecord } from '../records/lab-result.record.js';
import { systems, unitExtension } from '../terms/systems.js';
import { codeIn, noteOf, textOf } from './elements.js';
import {
  afterwards,
  effectiveOf,
  observationSlice,
  refuseUnfound,
  type ObservationSlice,
} from './observation.slice.js';
import type { Entry } from './references.js';
import { needed, Unreadable } from './unreadable.js';
import { readWordedValue, unitOf, type WordedMeasurement } from './worded-value.reading.js';

const flags = z.enum(['N', 'L', 'H', 'LL', 'HH', 'A']);

export function readLabComponent(entry: Entry): LabComponentRecord {
  const observation = observationSlice.parse(entry.resource);
  refuseUnfound(observation);
  const worded = readWordedValue(observation);
  const value = valueOf(observation, worded);
  if (value.valueNumber === null && value.valueText === null)
    throw new Unreadable('value[x]', 'a result without a value of its own cannot be kept');
  const unit = worded?.unit ?? unitOf(observation.valueQuantity) ?? unitOfWords(observation);
  const range = observation.referenceRange?.find((each) => isNormal(each) && !isReversed(each) && isIn(unit, each));
  return {
    id: entry.id,
    component: needed(textOf(observation.code), 'code'),
    loincCode: codeIn(observation.code, systems.loinc),
    ...value,
    unit: unit ?? unitOf(range?.low) ?? unitOf(range?.high),
    referenceLow: range?.low?.value ?? null,
    referenceHigh: range?.high?.value ?? null,
    referenceText: range?.text ?? null,
    flag: flags.safeParse(codeIn(observation.interpretation?.[0], systems.interpretation)).data ?? null,
    status: afterwards(observation) ?? 'reported',
    effectiveAt: effectiveOf(observation),
  };
}

function unitOfWords({ valueString, _valueString: beside }: ObservationSlice): string | null {
  if (valueString === undefined) return null;
  const { valueCoding } = beside?.extension?.find(({ url }) => url === unitExtension) ?? {};
  return valueCoding?.code ?? valueCoding?.display ?? null;
}

/** Such a range would make every value abnormal; laboratories and even published examples write some. */
function isReversed({ low, high }: Range): boolean {
  return low?.value !== undefined && high?.value !== undefined && low.value > high.value;
}

/** R4 Observation.referenceRange.type: without one it is the normal range; a range of critical values is none. */
function isNormal({ type }: Range): boolean {
  return type === undefined || [null, 'normal'].includes(codeIn(type, systems.rangeMeaning));
}

/** The column has one unit for the value and both ends. */
function isIn(unit: string | null, { low, high }: Range): boolean {
  return [unitOf(low), unitOf(high)].every((each) => each === null || unit === null || each === unit);
}

type Range = NonNullable<ObservationSlice['referenceRange']>[number];

function valueOf(
  observation: ObservationSlice,
  worded: WordedMeasurement | undefined,
): Pick<LabComponentRecord, 'valueNumber' | 'valueText'> {
  const { valueQuantity, valueInteger, note } = observation;
  if (worded !== undefined) return { valueNumber: null, valueText: worded.text };
  if (valueQuantity?.value !== undefined) return { valueNumber: valueQuantity.value, valueText: noteOf(note) };
  return { valueNumber: valueInteger ?? null, valueText: wordsOf(observation) };
}

function wordsOf({ valueString, valueCodeableConcept, valueBoolean }: ObservationSlice): string | null {
  if (valueBoolean !== undefined) return String(valueBoolean);
  return valueString ?? textOf(valueCodeableConcept);
}
