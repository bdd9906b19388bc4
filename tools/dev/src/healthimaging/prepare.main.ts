import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { syntheticStudies } from '@caregate/synthetic';
import { KeptInstances } from './archive/kept-instances.js';
import { PreparedInstances } from './archive/prepared-instances.js';

/** Draws and encodes every picture of the seed into a folder that is named to it, and ends with whom it works for. */
const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Name the folder for the pictures.');
process.on('disconnect', () => process.exit(0));

mkdirSync(folder, { recursive: true });
for (const other of siblingsOf(folder)) rmSync(other, { recursive: true, force: true });

const prepared = new PreparedInstances(new KeptInstances(folder));
for (const { series } of syntheticStudies())
  for (const { instances } of series) for (const instance of instances) await prepared.of(instance);
process.exit(0);

/** Pictures that earlier code has made. */
function siblingsOf(of: string): readonly string[] {
  const parent = path.dirname(of);
  const names = readdirSync(parent, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map(({ name }) => path.join(parent, name)).filter((each) => each !== of);
}
