import type { Shadow } from './shadow.js';

const sides = [-1, 1] as const;
const VERTEBRAE = 16;
const VERTEBRA_MM = 24;

/** Heart, vessels, spine and what else casts a shadow of its own on a film of the chest. */
export const chestShadows: readonly Shadow[] = [
  ...chest({ density: 1 }, [
    { at: [28, -44], radii: [68, 50], depth: 132, turn: -0.6 },
    { at: [-12, -38], radii: [36, 50], depth: 110 },
    { at: [0, 10], radii: [25, 150], depth: 95 },
    { at: [23, 62], radii: [16, 19], depth: 60 },
    { at: [30, 18], radii: [19, 32], depth: 66, turn: 0.35 },
    { at: [20, -30], radii: [15, 110], depth: 34 },
    { at: [-36, 8], radii: [16, 27], depth: 52, turn: -0.4 },
    { at: [43, 16], radii: [14, 22], depth: 46, turn: 0.45 },
  ]),
  { at: [1, 150], radii: [8.5, 108], depth: 30, density: -0.9 },
  { at: [-15, 40], radii: [5.5, 20], depth: 16, density: -0.8, turn: -0.75 },
  { at: [18, 38], radii: [5, 22], depth: 15, density: -0.8, turn: 1 },
  { at: [64, -108], radii: [31, 15], depth: 80, density: -0.85, turn: 0.1 },
  { at: [-52, -126], radii: [100, 62], depth: 36, density: 0.6 },
  { at: [0, 0], radii: [21, 700], depth: 26, density: 0.75 },
  ...Array.from({ length: VERTEBRAE }, (_, n) => vertebra(180 - n * VERTEBRA_MM)).flat(),
  ...sides.flatMap((side): Shadow[] => [
    { at: [side * 170, 78], radii: [24, 25], depth: 40, density: 0.45 },
    { at: [side * 134, 48], radii: [22, 56], depth: 15, density: 1, turn: side * 0.22 },
    { at: [side * 70, -22], radii: [60, 72], depth: 30, density: 0.5 },
  ]),
];

function chest(common: Pick<Shadow, 'density'>, shadows: readonly Omit<Shadow, 'density'>[]): readonly Shadow[] {
  return shadows.map((shadow) => ({ ...shadow, ...common, inChest: true }));
}

/** Body, transverse processes, pedicles and spinous process. */
function vertebra(z: number): readonly Shadow[] {
  return [
    { at: [0, z], radii: [21, 13.5], depth: 22, density: 0.75 },
    { at: [0, z + 2], radii: [31, 4], depth: 12, density: 0.8 },
    { at: [-10.5, z + 2], radii: [3, 4.4], depth: 20, density: 0.7 },
    { at: [10.5, z + 2], radii: [3, 4.4], depth: 20, density: 0.7 },
    { at: [0, z - 9], radii: [3, 7.5], depth: 24, density: 0.6 },
  ];
}
