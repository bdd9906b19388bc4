import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { parseKept } from '../stack/folder/parse-kept.js';
import { readIfThere, writePrivately } from '../stack/folder/state-folder.js';

/** A person whom the sandbox identity provider knows. `mrns`: whose records they are related to, or their own. */
const person = z.strictObject({
  login: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  mrns: z.array(z.string()),
  password: z.string(),
});

export type Person = z.output<typeof person>;

const cast: readonly Omit<Person, 'password'>[] = [
  { login: 'doctor', name: 'Dr. Sarah Smith', email: 'doctor@example.org', role: 'doctor', mrns: ['MRN001'] },
  { login: 'nurse', name: 'Noor Adams', email: 'nurse@example.org', role: 'nurse', mrns: ['MRN001', 'MRN002'] },
  { login: 'patient', name: 'John Doe', email: 'patient@example.org', role: 'patient', mrns: ['MRN001'] },
  { login: 'admin', name: 'Ada Pillay', email: 'admin@example.org', role: 'admin', mrns: [] },
];

/** Passwords are made at the first start and kept with mode 0600. */
export function ensurePeople(file: string): readonly Person[] {
  const kept = readIfThere(file);
  if (kept !== undefined) return parseKept(file, kept, z.array(person));
  const people = cast.map((each) => ({ ...each, password: randomBytes(9).toString('base64url') }));
  writePrivately(file, `${JSON.stringify(people, null, 2)}\n`);
  return people;
}
