import { createRequire } from 'node:module';
import { attributeValue, type Element } from './attribute-value.js';

export interface Part10 {
  readonly transferSyntaxUid: string;
  /** By keyword, as the archive's metadata has them. */
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly picture: Picture;
  /** Of the first frame. */
  readonly pixelData: Uint8Array;
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bitsAllocated: 8 | 16;
  readonly signed: boolean;
  readonly components: number;
}

/** Reads a DICOM file (PS3.10 §7). */
export function readPart10(file: Buffer): Part10 {
  const { DicomMessage, DicomMetaDictionary } = dcmjs().data;
  const { meta, dict } = DicomMessage.readFile(new Uint8Array(file).buffer);
  const named = Object.entries(dict).map(([tag, element]) => {
    const name = DicomMetaDictionary.dictionary[`(${tag.slice(0, 4)},${tag.slice(4)})`]?.name ?? tag;
    return [name, name === 'PixelData' ? null : attributeValue(element)] as const;
  });
  const attributes = Object.fromEntries(named);
  return {
    transferSyntaxUid: String(meta['00020010']?.Value[0]),
    attributes,
    picture: pictureOf(attributes),
    pixelData: new Uint8Array(dict['7FE00010']?.Value[0] as ArrayBuffer),
  };
}

function pictureOf(attributes: Readonly<Record<string, unknown>>): Picture {
  const { Columns, Rows, BitsAllocated, PixelRepresentation, SamplesPerPixel } = attributes;
  return {
    width: Number(Columns),
    height: Number(Rows),
    bitsAllocated: BitsAllocated === 8 ? 8 : 16,
    signed: PixelRepresentation === 1,
    components: Number(SamplesPerPixel),
  };
}

/** The little of dcmjs that is used here; the package carries no types of its own. */
interface Dcmjs {
  readonly data: {
    readonly DicomMessage: { readFile(file: ArrayBuffer): Record<'meta' | 'dict', Readonly<Record<string, Element>>> };
    readonly DicomMetaDictionary: { readonly dictionary: Readonly<Record<string, { readonly name: string }>> };
  };
}

/** Loaded with the first file: the build for `require`, as that for `import` is marked as CommonJS. */
function dcmjs(): Dcmjs {
  return createRequire(import.meta.url)('dcmjs') as Dcmjs;
}
