export { numberOf, numbersOf, textOf, type Attributes } from './attributes.js';
export { attributesOfDicomJson, dicomJsonObject, type DicomJsonObject } from './dicom-json.js';
export { fullWindow, greyPicture, storedValues, wordsOf, type Rescale } from './grey-picture.js';
export { suggestedWindow, windowPresets, type GreyWindow, type WindowPreset } from './grey-window.js';
export { imageSetMetadata, type FrameMetadata, type ImageSetMetadata } from './image-set-metadata.js';
export { imageSetOf, type ImageFrame, type ImageSet } from './image-set.js';
export { pixelFormatOf, type PixelFormat } from './pixel-format.js';
