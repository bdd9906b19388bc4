import {
  emergencyVariables,
  fields,
  messagingVariables,
  processVariables,
  proxyVariables,
  rateVariables,
  tokenVariables,
} from '@caregate/kit-config';
import { z } from 'zod';

const DATASTORE = /^[a-z][0-9a-z-]{0,30}$/;

/** VR LO (PS3.5 §6.2). */
const patientIssuer = z
  .string()
  .regex(/^[^\\\p{Cc}]{1,64}$/u, 'must be an Issuer of Patient ID: at most 64 characters, none of them a backslash')
  .transform((issuer) => issuer.trim())
  .optional();

/** Everything that this app reads from its environment. */
export const imagingConfig = z.object({
  CAREGATE_PROFILE: fields.profile(),
  HOST: fields.host('127.0.0.1').describe('Address to listen on'),
  PORT: fields.port(7778).describe('Port of Streamable HTTP'),
  PUBLIC_URL: fields
    .url()
    .describe('Address under which clients reach this server; /mcp below it is the OAuth resource'),
  ...tokenVariables,
  ...emergencyVariables,
  DATABASE_URL: fields.databaseUrl().describe('PostgreSQL, as the role caregate_imaging'),
  DATABASE_POOL: fields.count(6, { min: 2, max: 100 }).describe('Connections to the database at most'),
  ...messagingVariables,
  AWS_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'must be the name of a region')
    .optional()
    .describe('Region of AWS HealthImaging; without it that archive is not used'),
  AWS_PROFILE: z.string().min(1).optional().describe('Profile of the shared AWS files'),
  AWS_ACCESS_KEY_ID: z
    .string()
    .min(1)
    .optional()
    .describe('Access key; without it the credential chain of AWS: shared files, container, instance role'),
  AWS_SECRET_ACCESS_KEY: fields.secret({ bytesMin: 16 }).optional().describe('Secret of the access key'),
  AWS_SESSION_TOKEN: fields.secret({ bytesMin: 16 }).optional().describe('With temporary credentials'),
  HEALTHIMAGING_ENDPOINT: fields.url().optional().describe('Another address of HealthImaging than that of AWS'),
  HEALTHIMAGING_PATIENT_ISSUER: patientIssuer.describe(
    'Issuer of Patient ID (0010,0021) whose numbers are our MRNs; what names another there is nobody’s',
  ),
  HEALTHIMAGING_ATTEMPTS: fields.count(4, { min: 1, max: 10 }).describe('Attempts at a throttled or failed call'),
  DICOMWEB_URL: fields
    .url()
    .optional()
    .describe('DICOMweb root of an archive such as Orthanc; without it none is used'),
  DICOMWEB_DATASTORE: z
    .string()
    .regex(DATASTORE, 'must be at most 31 small letters, digits and hyphens')
    .default('orthanc')
    .describe('Under which datastore id the DICOMweb archive is found'),
  DICOMWEB_PATIENT_ISSUER: patientIssuer.describe('The same for the DICOMweb archive'),
  DICOMWEB_AUTHORIZATION: fields
    .secret({ bytesMin: 12 })
    .optional()
    .describe('Authorization header for the DICOMweb archive'),
  DICOMWEB_ATTEMPTS: fields
    .count(3, { min: 1, max: 10 })
    .describe('Attempts at a question that the DICOMweb archive is too busy for'),
  ARCHIVE_TIMEOUT_SECONDS: fields
    .seconds(15, { min: 1, max: 300 })
    .describe('How long an archive may keep silent before an attempt is given up'),
  CACHE_SECONDS: fields
    .seconds(30, { min: 1, max: 3600 })
    .describe('How long it is believed which version of an image set is the latest'),
  FRAME_CACHE_MEGABYTES: fields.count(64, { min: 1, max: 4096 }).describe('Room for stored frames in memory'),
  METADATA_CACHE_MEGABYTES: fields
    .count(16, { min: 1, max: 1024 })
    .describe('Room for the headers of image sets in memory, counted as JSON'),
  FRAME_MEGABYTES_MAX: fields
    .count(64, { min: 1, max: 1024 })
    .describe('Largest stored frame that is taken in; a larger one is refused'),
  RENDER_MEGABYTES: fields
    .count(256, { min: 64, max: 16_384 })
    .describe('Memory for pictures that are being made; more of them wait, and one that alone needs more is refused'),
  ALLOWED_ORIGINS: fields.origins().describe('Browser origins that may call, besides PUBLIC_URL itself'),
  ...rateVariables,
  ...proxyVariables,
  ...processVariables,
});

export type ImagingConfig = z.output<typeof imagingConfig>;
