import { numbersOf, textOf, type Attributes } from './attributes.js';

/** Which values are shown between black and white (PS3.3 C.11.2): of CT in Hounsfield units. */
export interface GreyWindow {
  readonly center: number;
  readonly width: number;
  /** How the values between become greys (0028,1056); `LINEAR` unless it is said. */
  readonly curve?: 'LINEAR_EXACT' | 'SIGMOID';
}

/** Usual windows of CT reading, by the tissue that they show. */
export const windowPresets = {
  brain: { center: 40, width: 80 },
  subdural: { center: 75, width: 215 },
  stroke: { center: 40, width: 40 },
  bone: { center: 480, width: 2500 },
  lung: { center: -600, width: 1500 },
  mediastinum: { center: 50, width: 350 },
  abdomen: { center: 40, width: 400 },
  liver: { center: 30, width: 150 },
  'soft-tissue': { center: 50, width: 400 },
} as const satisfies Record<string, GreyWindow>;

export type WindowPreset = keyof typeof windowPresets;

/** The first window that the modality suggests (0028,1050 and 0028,1051), which viewers open with. */
export function suggestedWindow(attributes: Attributes): GreyWindow | undefined {
  const [center] = numbersOf(attributes, 'WindowCenter');
  const [width] = numbersOf(attributes, 'WindowWidth');
  const curve = textOf(attributes, 'VOILUTFunction');
  if (center === undefined || width === undefined) return undefined;
  if (curve === 'LINEAR_EXACT' || curve === 'SIGMOID') return width > 0 ? { center, width, curve } : undefined;
  return width < 1 ? undefined : { center, width };
}
