import process from 'node:process';
import type { z } from 'zod';
import { ConfigInvalid } from './config-invalid.error.js';
import { loadConfig } from './load-config.js';

/**
 * The environment of a program that begins (see `loadConfig`). What is wrong with it ends the program by a line for each
 * variable on standard error, as there is no logger without a configuration, and by status 1.
 */
export function programConfig<S extends z.ZodType>(schema: S): z.output<S> {
  try {
    return loadConfig(schema);
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error;
    process.stderr.write(`${error.publicMessage}\n`);
    return process.exit(1);
  }
}
