/** A bone or vessel along a line: points in millimetres (x to the patient's left, z to the head), with radii. */
export interface Tube {
  readonly points: readonly TubePoint[];
  /** Millimetres of water that one millimetre of it stands for. */
  readonly density: number;
  /** Thickness of the wall where it is hollow, as a bone is. */
  readonly wall?: number;
  readonly inChest?: boolean;
}

export type TubePoint = readonly [x: number, z: number, radius: number];
