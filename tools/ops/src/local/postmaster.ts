import { runningPostmaster } from '@caregate/postgres';
import type { LocalFolder } from './local-folder.js';

/** The database server of a folder, as far as this user may know: another's data folder is closed. */
export function postmasterOf({ postgres }: LocalFolder): ReturnType<typeof runningPostmaster> {
  try {
    return runningPostmaster(postgres);
  } catch {
    // What else is to be told does not depend on it.
    return undefined;
  }
}
