/** A radiograph in the making, pixel by pixel. */
export interface Film {
  readonly size: number;
  /** Millimetres between the centres of neighbouring pixels. */
  readonly spacing: number;
  /** Millimetres of water that the beam meets on its way. */
  readonly water: Float32Array;
  /** Millimetres of air left in the lungs on that way: heart and vessels take their place from it. */
  readonly air: Float32Array;
}
