import { createRequire } from 'node:module';
import type { PixelFormat } from '@caregate/core-dicom';

type DcmjsCodecs = typeof import('dcmjs-codecs');

const require = createRequire(import.meta.url);

type NativeCodec = 'decodeJpeg' | 'decodeJpeg2000' | 'decodeJpegLs' | 'decodeJpegXl' | 'decodeRle';

const CODECS: Readonly<Record<string, NativeCodec>> = {
  'image/j2c': 'decodeJpeg2000',
  'image/jp2': 'decodeJpeg2000',
  'image/jls': 'decodeJpegLs',
  'image/jpeg': 'decodeJpeg',
  'image/jxl': 'decodeJpegXl',
  'image/dicom-rle': 'decodeRle',
};

/** The other compressions of DICOM; their WebAssembly is loaded by the first picture that needs it. */
export class NativeCodecsDecoder {
  private loading: Promise<DcmjsCodecs> | undefined;

  knows(contentType: string): boolean {
    return contentType in CODECS;
  }

  async decode(bytes: Uint8Array, contentType: string, format: PixelFormat): Promise<DecodedPicture> {
    this.loading ??= load();
    const { Context, NativeCodecs } = await this.loading;
    const codec = CODECS[contentType];
    if (codec === undefined) throw new Error('No codec for this content type.');
    const context = new Context({
      width: format.columns,
      height: format.rows,
      bitsAllocated: format.bitsAllocated,
      bitsStored: format.bitsStored,
      samplesPerPixel: format.samplesPerPixel,
      pixelRepresentation: format.isSigned ? 1 : 0,
      planarConfiguration: format.isPlanar ? 1 : 0,
      photometricInterpretation: format.photometricInterpretation,
      encodedBuffer: bytes,
    });
    const isColour = format.samplesPerPixel > 1;
    const decoded = NativeCodecs[codec](context, codec === 'decodeJpeg' ? { convertColorspaceToRgb: isColour } : {});
    const pixels = decoded.getDecodedBuffer();
    if (pixels === undefined) throw new Error('The codec gave no picture.');
    return { pixels: pixels.slice(), isPlanar: decoded.getPlanarConfiguration() === 1 };
  }
}

export interface DecodedPicture {
  readonly pixels: Uint8Array;
  readonly isPlanar: boolean;
}

async function load(): Promise<DcmjsCodecs> {
  // Its bundle exports nothing by name that a module could import.
  const codecs = require('dcmjs-codecs') as DcmjsCodecs;
  await codecs.NativeCodecs.initializeAsync({ logCodecsInfo: false });
  return codecs;
}
