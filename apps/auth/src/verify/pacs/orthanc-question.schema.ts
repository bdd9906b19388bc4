import { z } from 'zod';

/** What Orthanc's authorization plugin posts for each resource that a request touches (`AuthorizationWebService.cpp`). */
export const orthancQuestion = z.looseObject({
  method: z.enum(['get', 'post', 'put', 'delete']),
  level: z.enum(['system', 'patient', 'study', 'series', 'instance']),
  'orthanc-id': z.string().max(64).optional(),
  /** Of `system` only. */
  uri: z.string().max(2000).optional(),
  /** Absent where the request showed none of the headers or arguments in which the plugin looks for one. */
  'token-value': z.string().max(8300).optional(),
});

export type OrthancQuestion = z.output<typeof orthancQuestion>;
