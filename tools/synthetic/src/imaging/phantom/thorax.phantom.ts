import { bone } from './bone.js';
import { lungVessels } from './lung-vessels.js';
import { ribs } from './ribs.js';
import type { Solid } from './solid.js';

const { POSITIVE_INFINITY: column } = Number;

/** A chest with contrast medium in the heart and vessels, and one nodule in the right upper lobe. */
export function thoraxPhantom(seed: number): readonly Solid[] {
  return [
    ...table,
    ...wall,
    ...lungs,
    ...lungVessels(seed),
    nodule,
    ...abdomen,
    ...mediastinum,
    ...heart,
    ...greatVessels,
    ...airways,
    ...spine,
    ...ribs(),
    ...bone({ at: [0, -87, 0], radii: [20, 6, column], power: 2.4 }),
    ...shoulderBlades,
  ];
}

const table: readonly Solid[] = [
  { at: [0, 250, 0], radii: [230, 127, column], hu: -650 },
  { at: [0, 254, 0], radii: [230, 127, column], hu: -940 },
];

const wall: readonly Solid[] = [
  ...([-1, 1] as const).flatMap((side): Solid[] => [
    { at: [side * 126, 8, 165], radii: [66, 66, 95], hu: -95, grain: 12 },
    { at: [side * 124, 8, 165], radii: [58, 58, 88], hu: 52, grain: 14 },
  ]),
  {
    at: [0, 0, 0],
    radii: [174, 117, column],
    hu: 10,
    power: 2.5,
    waves: [
      [2, 0.008, 0.5],
      [3, 0.008, 1],
    ],
  },
  {
    at: [0, 0, 0],
    radii: [171.5, 114.5, column],
    hu: -102,
    power: 2.5,
    grain: 14,
    waves: [
      [2, 0.008, 0.5],
      [3, 0.008, 1],
    ],
  },
  {
    at: [0, 2, 0],
    radii: [150, 100, column],
    hu: 52,
    power: 2.35,
    grain: 16,
    waves: [
      [4, 0.012, 0.6],
      [7, 0.008, 0],
    ],
  },
];

const lungs: readonly Solid[] = [
  { at: [-67, 2, 5], radii: [61, 83, 135], hu: -850, power: 2.25, turn: 0.1, grain: 28, waves: [[3, 0.02, 2.4]] },
  { at: [69, 4, 5], radii: [59, 82, 135], hu: -852, power: 2.25, turn: -0.1, grain: 28, waves: [[3, 0.02, 0.6]] },
];

const nodule: Solid = {
  at: [-88, -18, 45],
  radii: [8, 7, 13],
  hu: 48,
  inLung: true,
  waves: [
    [7, 0.08, 0.4],
    [11, 0.07, 1.7],
  ],
};

/** The liver's dome on the right, the stomach with its bubble on the left. */
const abdomen: readonly Solid[] = [
  { at: [-58, -4, -112], radii: [72, 82, 82], hu: 112, power: 2.2, grain: 14 },
  { at: [66, 14, -122], radii: [58, 68, 76], hu: 92, grain: 14 },
  { at: [58, -28, -105], radii: [34, 28, 44], hu: -960 },
];

const mediastinum: readonly Solid[] = [
  { at: [0, 4, 0], radii: [30, 66, column], hu: -80, power: 2.3, grain: 18, waves: [[5, 0.04, 1]] },
  { at: [4, 30, 0], radii: [7, 5, column], hu: 38 },
  { at: [5, 30, 0], radii: [2, 1.2, column], hu: -600 },
];

const heart: readonly Solid[] = [
  { at: [20, -26, -35], radii: [69, 52, 66], hu: -85, turn: 0.45, grain: 14 },
  { at: [20, -26, -35], radii: [65, 48, 62], hu: 105, turn: 0.45, grain: 12 },
  { at: [46, -20, -38], radii: [29, 20, 40], hu: 265, turn: 0.7, waves: [[5, 0.05, 0]] },
  { at: [6, -46, -34], radii: [33, 16, 38], hu: 225, turn: 0.35, waves: [[3, 0.06, 1]] },
  { at: [8, 9, -12], radii: [32, 15, 24], hu: 270, turn: -0.1 },
  { at: [-27, -20, -26], radii: [19, 23, 34], hu: 240, turn: 0.2 },
];

const greatVessels: readonly Solid[] = [
  { at: [-6, -30, 28], radii: [16, 16, 48], hu: 292 },
  { at: [-29, -22, 70], radii: [8, 9, 80], hu: 420 },
  { at: [22, -36, 24], radii: [15, 15, 26], hu: 280 },
  { at: [-14, -8, 24], radii: [34, 9, 11], hu: 280, turn: 0.12 },
  { at: [30, 2, 30], radii: [11, 22, 10], hu: 280, turn: -0.5 },
  { at: [8, 4, 66], radii: [13, 42, 15], hu: 290, turn: -0.55 },
  { at: [26, 42, -90], radii: [12, 12, 168], hu: 288 },
  { at: [-14, -14, 130], radii: [6, 6, 55], hu: 285 },
  { at: [2, -20, 130], radii: [4, 4, 55], hu: 285 },
  { at: [19, -6, 130], radii: [5, 5, 55], hu: 285 },
];

const airways: readonly Solid[] = [
  { at: [1, 8, 120], radii: [9.5, 9.5, 84], hu: 40 },
  { at: [1, 8, 120], radii: [8, 8, 82], hu: -995 },
  { at: [-16, 14, 36], radii: [17, 6.5, 12], hu: -990, turn: 0.25 },
  { at: [20, 16, 32], radii: [19, 6, 10], hu: -990, turn: -0.2 },
  { at: [-36, 14, 10], radii: [5, 5, 24], hu: -990 },
  { at: [40, 18, 8], radii: [4.5, 4.5, 22], hu: -990 },
];

const discs: readonly Solid[] = Array.from({ length: 14 }, (_, n): Solid => ({
  at: [0, 60, 165 - n * 24.5],
  radii: [18, 15, 4],
  hu: 88,
  grain: 10,
}));

const spine: readonly Solid[] = [
  { at: [0, 78, 0], radii: [50, 22, column], hu: 54, power: 2.6, grain: 18 },
  ...bone({ at: [-25, 82, 0], radii: [19, 5, column], turn: -0.35 }),
  ...bone({ at: [25, 82, 0], radii: [19, 5, column], turn: 0.35 }),
  ...bone({ at: [0, 100, 0], radii: [4.5, 13, column] }),
  { at: [0, 82, 0], radii: [14, 12, column], hu: 600, grain: 60 },
  ...bone({ at: [0, 60, 0], radii: [19, 16, column], power: 2.2 }, 1.8),
  ...discs,
  { at: [0, 81, 0], radii: [9, 8, column], hu: 14 },
  { at: [0, 81, 0], radii: [5, 4, column], hu: 44 },
];

const shoulderBlades: readonly Solid[] = ([-1, 1] as const).flatMap((side) =>
  bone({ at: [side * 112, 76, 75], radii: [32, 4.2, 92], turn: side * -0.62 }, 1.5),
);
