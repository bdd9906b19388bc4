import { z } from 'zod';
import { isUuid } from '../shape/is-uuid.js';

const instant = z.iso.datetime();

/** Which recording is meant: by its identity, by its time, or by both, which then have to agree. */
export interface RecordingName {
  readonly id?: string | undefined;
  readonly at?: string | undefined;
}

/** One text for either: tool schemas know no unions. */
export const recordingName = z
  .string()
  .trim()
  .refine((text) => isUuid(text) || instant.safeParse(text).success, 'must be a recording_id or a recorded_date');

export function namedBy(text: string): RecordingName {
  return isUuid(text) ? { id: text } : { at: text };
}
