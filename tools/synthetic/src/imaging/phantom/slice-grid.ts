/** Where the pixels of one slice are. */
export interface SliceGrid {
  readonly size: number;
  /** Millimetres between the centres of neighbouring pixels. */
  readonly spacing: number;
  readonly z: number;
}
