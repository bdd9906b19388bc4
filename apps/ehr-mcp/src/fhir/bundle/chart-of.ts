import type { ChartRecord } from '@caregate/core-fhir';
import { furtherParts, personalPart } from '../everything/chart-parts.js';
import { joinedChart } from '../everything/joined-chart.js';
import type { FhirRecordsRepository } from '../sources/fhir-records.repository.js';

/** The whole chart of the patient of that number. */
export async function chartOf(records: FhirRecordsRepository, mrn: string): Promise<ChartRecord | undefined> {
  const [patient] = await records.patients((query) => query.where({ mrn }), 1);
  if (patient === undefined) return undefined;
  const parts: Partial<ChartRecord>[] = [];
  for (const part of [personalPart, ...furtherParts]) parts.push(await part.read(records, patient.id));
  return joinedChart(parts);
}
