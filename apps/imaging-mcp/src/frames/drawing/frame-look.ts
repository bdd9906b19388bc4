import {
  numberOf,
  suggestedWindow,
  textOf,
  windowPresets,
  type Attributes,
  type GreyWindow,
  type Rescale,
  type WindowPreset,
} from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';

export type WindowChoice = WindowPreset | 'default' | 'full';

export interface WindowRequest {
  readonly window: WindowChoice;
  readonly center: number | undefined;
  readonly width: number | undefined;
}

export interface ChosenWindow extends Omit<GreyWindow, 'curve'> {
  /** `TABLE`: the range of a VOI LUT, which says itself how the values between become greys. */
  readonly curve?: GreyWindow['curve'] | 'TABLE';
  /** `given`, `suggested` by the modality, `full` range, or the name of the preset. */
  readonly source: string;
}

export function rescaleOf(attributes: Attributes): Rescale {
  return {
    slope: numberOf(attributes, 'RescaleSlope') ?? 1,
    intercept: numberOf(attributes, 'RescaleIntercept') ?? 0,
  };
}

/** Nobody asks for a window, and the modality suggests none: then a VOI LUT decides (PS3.3 C.11.2.1). */
export function isLeftToArchive({ window, center }: WindowRequest, attributes: Attributes): boolean {
  return window === 'default' && center === undefined && suggestedWindow(attributes) === undefined;
}

/** What was asked for, or what the modality suggests, or everything there is. */
export function windowFor(
  asked: WindowRequest,
  attributes: Attributes,
  everything: () => GreyWindow,
): GreyWindow & { readonly source: string } {
  const { window, center, width } = asked;
  if (center !== undefined && width !== undefined) return { center, width, source: 'given' };
  if (window !== 'default' && window !== 'full') return { ...presetFor(window, attributes), source: window };
  const suggested = window === 'default' ? suggestedWindow(attributes) : undefined;
  if (suggested !== undefined) return { ...suggested, source: 'suggested' };
  const full = everything();
  // A slope may stand in the metadata that leads beyond all numbers.
  if (!Number.isFinite(full.center) || !Number.isFinite(full.width)) throw new DomainError('imaging.frame.undecodable');
  return { ...full, source: 'full' };
}

/** Only CT measures in a unit that is the same everywhere (Hounsfield). */
function presetFor(preset: WindowPreset, attributes: Attributes): GreyWindow {
  if (textOf(attributes, 'Modality') === 'CT') return windowPresets[preset];
  const publicMessage = 'Presets are for CT. Use window_center and window_width, or "default".';
  throw new DomainError('request.invalid', { publicMessage });
}
