import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { authEnvironment } from '@caregate/dev';
import type { SpecStack } from './stack.js';

const entry = path.resolve(import.meta.dirname, '../../../auth/dist/oauth.main.js');

/** `npm run oauth -- …` against the stack; what it prints. */
export async function oauthCommand(stack: SpecStack, ...words: string[]): Promise<Record<string, string>> {
  const env = authEnvironment(stack.installation);
  return JSON.parse((await promisify(execFile)(process.execPath, [entry, ...words], { env })).stdout);
}

/** A machine client as an administrator registers one, with id, secret and API key. */
export async function addMachine(stack: SpecStack, machine: object): Promise<Record<string, string>> {
  const file = stack.folder.file('machine.json');
  await writeFile(file, JSON.stringify(machine));
  return oauthCommand(stack, 'clients', 'add', file);
}
