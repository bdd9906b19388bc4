import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface GivenFolder {
  file(name: string): string;
  remove(): Promise<void>;
}

/** For specs: a folder outside the database. */
export async function givenFolder(): Promise<GivenFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'caregate-audit-'));
  return { file: (name) => path.join(folder, name), remove: () => rm(folder, { recursive: true }) };
}
