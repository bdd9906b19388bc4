import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const TOOLS = path.resolve(import.meta.dirname, '../../../..');
const CACHE = path.resolve(TOOLS, '../node_modules/.cache/caregate-pictures');

/** Where pictures of the seeded studies are kept: made by other code they would be others, so that they lie elsewhere. */
export function picturesFolder(): string {
  const drawing = path.join(TOOLS, 'synthetic/dist/.tsbuildinfo');
  const encoding = readdirSync(import.meta.dirname).sort();
  const files = [drawing, ...encoding.map((name) => path.join(import.meta.dirname, name))];
  const digest = createHash('sha256');
  for (const file of files) digest.update('\0').update(existsSync(file) ? readFileSync(file) : '');
  return path.join(CACHE, digest.digest('hex').slice(0, 16));
}
