import type { z } from 'zod';
import { StartRefused } from '../words/start-refused.error.js';

/** What an earlier start wrote into that file; or, when somebody damaged it, one sentence that names the file. */
export function parseKept<S extends z.ZodType>(file: string, text: string, schema: S): z.output<S> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new StartRefused(
      `${file} is not as CareGate wrote it.`,
      'Put the original back; without it npm run reset starts afresh.',
      { cause },
    );
  }
}
