import { z } from 'zod';

/** PS3.5 §6.2: a date of DICOM is YYYYMMDD, a time HHMMSS with what is left out at its end. */
const studyDateAndTime = z.strictObject({
  DICOMStudyDate: z
    .string()
    .regex(/^\d{8}$/, 'must be YYYYMMDD')
    .refine(isOnCalendar, 'must be a date that there is')
    .describe('YYYYMMDD'),
  DICOMStudyTime: z
    .string()
    .regex(/^\d{2}(?:\d{2}(?:\d{2}(?:\.\d{1,6})?)?)?$/, 'must be HHMMSS')
    .optional()
    .describe('HHMMSS'),
});

const uid = z.string().regex(/^[\d.]{1,64}$/, 'must be a DICOM UID');
const identifier = z.string().min(1).max(64);
const moment = z.preprocess(momentOf, z.iso.datetime({ offset: true }));

const value = z
  .strictObject({
    DICOMPatientId: identifier.optional().describe('Patient ID: the medical record number'),
    DICOMAccessionNumber: z.string().min(1).max(16).optional().describe('Accession number of the order'),
    DICOMStudyId: z.string().min(1).max(16).optional().describe('Study ID'),
    DICOMStudyInstanceUID: uid.optional().describe('Study instance UID'),
    DICOMSeriesInstanceUID: uid.optional().describe('Series instance UID'),
    DICOMStudyDateAndTime: studyDateAndTime.optional().describe('When the study was made'),
    createdAt: moment.optional().describe('When the image set came, ISO 8601'),
    updatedAt: moment.optional().describe('When the image set changed, ISO 8601'),
    isPrimary: z.boolean().optional().describe('Whether the image set is the primary one of its series'),
  })
  .refine((given) => Object.keys(given).length === 1, 'must name exactly one attribute');

const filter = z
  .strictObject({
    operator: z.enum(['EQUAL', 'BETWEEN']).describe('BETWEEN takes two dates, EQUAL one value'),
    values: z.array(value).min(1).max(2).describe('One value, or the two ends of a period'),
  })
  .refine(hasFittingValues, 'BETWEEN needs two values of the same date attribute, EQUAL exactly one value');

/** What HealthImaging's SearchImageSets takes (API model 2023-07-19), refused here where the service would refuse it. */
export const searchCriteria = z.strictObject({
  filters: z.array(filter).min(1).max(2).optional().describe('All of them must hold; at most 2'),
  sort: z
    .strictObject({
      sortField: z.enum(['updatedAt', 'createdAt', 'DICOMStudyDateAndTime']).describe('What to sort by'),
      sortOrder: z.enum(['ASC', 'DESC']).describe('Oldest or newest first'),
    })
    .optional()
    .describe('Newest change first unless said otherwise'),
});

export type SearchCriteria = z.output<typeof searchCriteria>;
export type SearchFilter = z.output<typeof filter>;
export type SearchValue = z.output<typeof value>;

/** The year 9999, beyond which years have more digits. */
const SECONDS_MAX = 253_402_300_799;

const PERIODS = new Set(['createdAt', 'updatedAt', 'DICOMStudyDateAndTime']);

function hasFittingValues({ operator, values }: { operator: string; values: readonly object[] }): boolean {
  if (operator === 'EQUAL') return values.length === 1;
  const [from, to] = values.map((each) => Object.keys(each)[0]);
  return values.length === 2 && from === to && from !== undefined && PERIODS.has(from);
}

/** Programs that hand on what AWS's own tools take say it in seconds since 1970, by the day, or without a zone: then UTC. */
function momentOf(given: unknown): unknown {
  if (typeof given === 'number' && Math.abs(given) <= SECONDS_MAX) return new Date(given * 1000).toISOString();
  if (typeof given !== 'string') return given;
  if (/^\d{4}-\d\d-\d\d$/.test(given)) return `${given}T00:00:00Z`;
  return /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(given) ? `${given}Z` : given;
}

function isOnCalendar(date: string): boolean {
  return z.iso.date().safeParse(date.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')).success;
}
