import { exp, floor, max, round } from '../math.js';
import { grain } from '../grain.js';
import { castShadow } from './cast-shadow.js';
import { castTrunk } from './cast-trunk.js';
import { castTube } from './cast-tube.js';
import { chestShadows } from './chest.shadows.js';
import { chestTubes } from './chest.tubes.js';
import type { Film } from './film.js';

const MAX_12_BIT = 4095;
/** The base fog of a plate that nothing shades. */
const FOG = 60;
const KNEE_WATER_MM = 190;
/** Standard deviation of stored values. */
const NOISE = 11;

/** The pixels of a chest film, 12 bits, bone bright: a beam seen from behind the patient (PA). */
export function chestRadiograph(seed: number, size: number, spacing: number): Uint16Array<ArrayBuffer> {
  const empty = () => new Float32Array(size * size);
  const film: Film = { size, spacing, water: empty(), air: empty() };
  castTrunk(film);
  for (const shadow of chestShadows) castShadow(film, shadow);
  for (const tube of chestTubes(seed)) castTube(film, tube);
  return developed(film, grain(seed, 'film grain', 0));
}

/** Bright where little gets through, with a shoulder that keeps the spine behind the heart from turning white. */
function developed({ size, water }: Film, noise: ReturnType<typeof grain>): Uint16Array<ArrayBuffer> {
  const stored = new Uint16Array(size * size);
  for (let index = 0; index < stored.length; index += 1) {
    const shade = 1 - exp(-((max(0, water[index] ?? 0) / KNEE_WATER_MM) ** 1.25));
    stored[index] = round(FOG + (MAX_12_BIT - 2 * FOG) * shade + NOISE * noise(floor(index / size), index % size));
  }
  return stored;
}
