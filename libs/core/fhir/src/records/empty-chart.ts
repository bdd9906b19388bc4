import type { ChartRecord } from './chart.record.js';

/** A chart of which nothing has been read. */
export const emptyChart: ChartRecord = {
  patients: [],
  providers: [],
  appointments: [],
  medications: [],
  allergies: [],
  labResults: [],
  vitalSigns: [],
  provenances: [],
  writes: [],
};
