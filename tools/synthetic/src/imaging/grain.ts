import { Prng } from '../random/prng.js';

const DRAWN = 8192;

/** Noise for a picture, standard deviation 1: drawn once, and begun at another place in each row of the picture. */
export function grain(seed: number, table: string, picture: number): (row: number, column: number) => number {
  const prng = new Prng(seed, table, picture);
  const drawn = new Float32Array(DRAWN);
  const begin = new Uint32Array(DRAWN);
  for (let n = 0; n < DRAWN; n += 1) {
    drawn[n] = prng.bell() / 1000;
    begin[n] = prng.next();
  }
  return (row, column) => drawn[((begin[row % DRAWN] ?? 0) + column) % DRAWN] ?? 0;
}
