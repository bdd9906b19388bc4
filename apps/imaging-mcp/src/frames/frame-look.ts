import {
  fullWindow,
  numberOf,
  suggestedWindow,
  textOf,
  windowPresets,
  type Attributes,
  type GreyWindow,
  type Rescale,
  type StoredValues,
  type WindowPreset,
} from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';

export type WindowChoice = WindowPreset | 'default' | 'full';

export interface WindowRequest {
  readonly window: WindowChoice;
  readonly center: number | undefined;
  readonly width: number | undefined;
}

export interface ChosenWindow extends GreyWindow {
  /** `given`, `suggested` by the modality, `full` range, or the name of the preset. */
  readonly source: string;
}

export function rescaleOf(attributes: Attributes): Rescale {
  return {
    slope: numberOf(attributes, 'RescaleSlope') ?? 1,
    intercept: numberOf(attributes, 'RescaleIntercept') ?? 0,
  };
}

/** What was asked for, or what the modality suggests, or everything there is. */
export function windowFor(asked: WindowRequest, attributes: Attributes, values: () => StoredValues): ChosenWindow {
  const { window, center, width } = asked;
  if (center !== undefined && width !== undefined) return { center, width, source: 'given' };
  if (window !== 'default' && window !== 'full') return { ...presetFor(window, attributes), source: window };
  const suggested = window === 'default' ? suggestedWindow(attributes) : undefined;
  if (suggested !== undefined) return { ...suggested, source: 'suggested' };
  const full = fullWindow(values(), rescaleOf(attributes));
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
