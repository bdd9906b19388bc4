import { generalModules, type Place } from './general.modules.js';

const CR_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.1';

export interface CrFilm extends Place {
  readonly spacing: number;
  readonly pixels: Uint16Array<ArrayBuffer>;
}

/** A chest film on a storage phosphor plate (CR, PS3.3 §A.2), from back to front. */
export function crDataset(film: CrFilm) {
  return {
    ...generalModules(film),
    SOPClassUID: CR_IMAGE_STORAGE,
    SOPInstanceUID: film.instance.sopInstanceUid,
    ImageType: ['ORIGINAL', 'PRIMARY'],
    ViewPosition: 'PA',
    PatientOrientation: ['L', 'F'],
    KVP: 125,
    PlateType: '',
    ImagerPixelSpacing: [film.spacing, film.spacing],
    PixelSpacing: [film.spacing, film.spacing],
    RescaleIntercept: 0,
    RescaleSlope: 1,
    RescaleType: 'US',
    WindowCenter: 1850,
    WindowWidth: 3300,
    PixelData: film.pixels.buffer,
  };
}
