import { mix } from './mix.js';

/** The part of a key that names a table (FNV-1a), joined with the seed. */
export function tableKey(seed: number, table: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < table.length; i += 1) h = Math.imul(h ^ table.charCodeAt(i), 0x01000193);
  return mix(mix(seed) ^ h);
}
