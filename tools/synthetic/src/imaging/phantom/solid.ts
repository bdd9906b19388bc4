/**
 * A piece of a body: an ellipsoid in millimetres, seen from the feet as radiologists look at a slice (x to the patient's
 * left, y to the back, z to the head; PS3.3 §C.7.6.2.1.1). Later pieces cover earlier ones.
 */
export interface Solid {
  readonly at: readonly [x: number, y: number, z: number];
  /** An infinite z radius makes a column. */
  readonly radii: readonly [x: number, y: number, z: number];
  /** Hounsfield units: water 0, air -1000. */
  readonly hu: number;
  /** Turn within the slice, radians. */
  readonly turn?: number;
  /** 2 is an ellipse; larger is squarer. */
  readonly power?: number;
  /** Bumps of the outline: how many around, how high relative to the radius, and where they start. */
  readonly waves?: readonly (readonly [count: number, height: number, phase: number])[];
  /** Drawn where there is lung only: vessels end where the lung ends. */
  readonly inLung?: boolean;
  /** Texture of a few millimetres, Hounsfield units. */
  readonly grain?: number;
}
