/** An ellipsoid between the tube and the film; negative density is air in the way. */
export interface Shadow {
  readonly at: readonly [x: number, z: number];
  readonly radii: readonly [x: number, z: number];
  /** Millimetres along the beam where it is thickest. */
  readonly depth: number;
  readonly density: number;
  readonly turn?: number;
  readonly inChest?: boolean;
}
