import type { Solid } from './solid.js';

const { POSITIVE_INFINITY: column } = Number;

/** A head without contrast medium, with a small bleeding in the left basal ganglia. */
export function headPhantom(): readonly Solid[] {
  return [...rest, ...skull, ...brain, ...deepGrey, ...ventricles, ...midline, ...base, ...bleeding];
}

/** The curved rest the head lies in. */
const rest: readonly Solid[] = [
  { at: [0, 20, 0], radii: [104, 108, column], hu: -560 },
  { at: [0, 16, 0], radii: [102, 108, column], hu: -1000 },
  { at: [0, -60, 0], radii: [125, 100, column], hu: -1000 },
];

const skull: readonly Solid[] = [
  { at: [0, 0, 0], radii: [79, 101, 112], hu: 25, power: 2.1, grain: 10 },
  { at: [0, 0, 0], radii: [77, 99, 110], hu: -70, power: 2.1, grain: 12 },
  { at: [0, 0, 0], radii: [75.5, 97.5, 108], hu: 42, power: 2.1 },
  { at: [0, 0, 0], radii: [73.5, 95.5, 106], hu: 1250, power: 2.1, grain: 60, waves: [[2, 0.004, 1]] },
  { at: [0, 0, 0], radii: [71.4, 93.2, 104], hu: 620, power: 2.1, grain: 140 },
  { at: [0, 0, 0], radii: [69.6, 91, 102], hu: 1250, power: 2.1, grain: 60 },
  { at: [0, 0, 0], radii: [67, 88, 99], hu: 9, power: 2.1 },
];

/** Grey matter folds outside, white matter folds inside it. */
const brain: readonly Solid[] = [
  {
    at: [0, 0, 0],
    radii: [65.6, 86.4, 97],
    hu: 38,
    power: 2.1,
    grain: 3,
    waves: [
      [37, 0.011, 0.3],
      [23, 0.01, 1.1],
      [53, 0.007, 2],
    ],
  },
  {
    at: [-29, 0, 4],
    radii: [24.5, 70, 76],
    hu: 28.5,
    power: 2.2,
    grain: 2,
    waves: [
      [19, 0.05, 0],
      [31, 0.035, 1],
      [11, 0.04, 2],
    ],
  },
  {
    at: [29, 0, 4],
    radii: [24.5, 70, 76],
    hu: 28.5,
    power: 2.2,
    grain: 2,
    waves: [
      [19, 0.05, 0.7],
      [31, 0.035, 2],
      [11, 0.04, 0.5],
    ],
  },
  { at: [0, 2, 14], radii: [14, 34, 22], hu: 28.5 },
];

const deepGrey: readonly Solid[] = ([-1, 1] as const).flatMap((side): Solid[] => [
  { at: [side * 25, 0, 4], radii: [8, 20, 20], hu: 37.5, turn: side * -0.22 },
  { at: [side * 11, 11, 6], radii: [8.5, 15, 16], hu: 37.5, turn: side * -0.25 },
  { at: [side * 14, -22, 8], radii: [6, 9, 18], hu: 38, turn: side * -0.3 },
  { at: [side * 45, -4, 0], radii: [5, 27, 26], hu: 38, turn: side * 0.1 },
  { at: [side * 51, -6, 0], radii: [2, 22, 18], hu: 9, turn: side * 0.1 },
]);

const ventricles: readonly Solid[] = [
  ...([-1, 1] as const).flatMap((side): Solid[] => [
    { at: [side * 8, -26, 14], radii: [3.6, 15, 17], hu: 7, turn: side * -0.35 },
    { at: [side * 13, 4, 26], radii: [5, 33, 12], hu: 7, turn: side * -0.16 },
    { at: [side * 24, 38, 12], radii: [5.5, 19, 18], hu: 7, turn: side * -0.32 },
    { at: [side * 23, 34, 11], radii: [3, 5, 6], hu: 95, turn: side * -0.3, grain: 20 },
  ]),
  { at: [0, 6, 2], radii: [1.8, 13, 13], hu: 8 },
  { at: [0, 27, 4], radii: [2.4, 2, 4], hu: 130 },
  { at: [0, 31, 0], radii: [12, 4, 8], hu: 9 },
];

const midline: readonly Solid[] = [
  { at: [0, -60, 10], radii: [1.6, 27, 90], hu: 9 },
  { at: [0, 64, 20], radii: [1.6, 22, 80], hu: 9 },
  { at: [0, -60, 10], radii: [0.7, 27, 92], hu: 56 },
  { at: [0, 64, 20], radii: [0.7, 22, 82], hu: 56 },
  { at: [0, 85, 10], radii: [4.5, 3.5, 80], hu: 62 },
  { at: [0, 0, 62], radii: [1.2, 78, 30], hu: 9 },
  { at: [0, 0, 62], radii: [0.6, 78, 32], hu: 54 },
];

/** What only the lowest slices meet: cerebellum, brain stem, fourth ventricle and the ridges of the temporal bones. */
const base: readonly Solid[] = [
  { at: [0, 48, -44], radii: [46, 34, 28], hu: 9 },
  {
    at: [0, 48, -44],
    radii: [44, 32, 27],
    hu: 36,
    grain: 3,
    waves: [
      [29, 0.012, 0],
      [41, 0.012, 1],
    ],
  },
  { at: [0, 12, -34], radii: [17, 15, 26], hu: 9 },
  { at: [0, 13, -34], radii: [14.5, 12.5, 26], hu: 33 },
  { at: [0, 30, -40], radii: [5, 4, 16], hu: 8 },
  { at: [-40, 14, -58], radii: [36, 8, 24], hu: 1150, turn: -0.62, grain: 180 },
  { at: [40, 14, -58], radii: [36, 8, 24], hu: 1150, turn: 0.62, grain: 180 },
  { at: [0, -8, -30], radii: [15, 9, 12], hu: 8, waves: [[5, 0.18, 0.3]] },
];

const bleeding: readonly Solid[] = [
  { at: [27, 2, 6], radii: [15, 20, 17], hu: 20, turn: -0.2, waves: [[5, 0.06, 0]] },
  {
    at: [27, 1, 6],
    radii: [10, 14.5, 13],
    hu: 68,
    turn: -0.2,
    grain: 4,
    waves: [
      [4, 0.07, 1],
      [7, 0.04, 0],
    ],
  },
];
