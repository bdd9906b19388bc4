import type { Bundle, FhirResource } from 'fhir/r4.js';
import type { ChartRecord } from '../records/chart.record.js';
import { chartResources } from './chart-resources.js';

export interface ExportOptions {
  /** Address of the FHIR service, such as `https://ehr.example.org/fhir`; each `fullUrl` begins with it. */
  readonly baseUrl: string;
  readonly timestamp: Date;
}

/** A chart as a Bundle of type collection; `importBundle` makes the same chart of it. */
export function exportBundle(chart: ChartRecord, { baseUrl, timestamp }: ExportOptions): Bundle<FhirResource> {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: timestamp.toISOString(),
    entry: chartResources(chart).map((resource) => ({ fullUrl: fullUrlOf(resource, baseUrl), resource })),
  };
}

export function fullUrlOf({ resourceType, id }: FhirResource, baseUrl: string): string {
  return `${baseUrl}/${resourceType}/${id}`;
}
