import { createRequire } from 'node:module';
import type { PixelFormat } from '@caregate/core-dicom';
import { CodecModule, type DecodedPicture } from './codec-module.js';
import { isJpegLsInPlanes } from './jpeg-ls-planes.js';
import { isSubsampled } from './jpeg-subsampling.js';

type DcmjsCodecs = typeof import('dcmjs-codecs');

const require = createRequire(import.meta.url);

type NativeCodec = 'decodeJpeg' | 'decodeJpeg2000' | 'decodeJpegLs' | 'decodeJpegXl';

const CODECS: Readonly<Record<string, NativeCodec>> = {
  'image/j2c': 'decodeJpeg2000',
  'image/jp2': 'decodeJpeg2000',
  'image/jls': 'decodeJpegLs',
  'image/jpeg': 'decodeJpeg',
  'image/jxl': 'decodeJpegXl',
};

/** The other compressions of DICOM. */
export class NativeCodecsDecoder {
  private readonly module = new CodecModule(load);

  knows(contentType: string): boolean {
    return contentType in CODECS;
  }

  decode(bytes: Buffer, contentType: string, format: PixelFormat): Promise<DecodedPicture> {
    return this.module.decode((codecs) => decodedBy(codecs, CODECS[contentType], bytes, format));
  }
}

function decodedBy(
  { Context, NativeCodecs }: DcmjsCodecs,
  codec: NativeCodec | undefined,
  bytes: Buffer,
  format: PixelFormat,
): DecodedPicture {
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
  // PS3.5 §8.2.1: whether JPEG holds other colours than RGB is said outside of it, where programs would guess.
  const convertColorspaceToRgb = format.photometricInterpretation.startsWith('YBR') || isSubsampled(bytes);
  const decoded = NativeCodecs[codec](context, codec === 'decodeJpeg' ? { convertColorspaceToRgb } : {});
  const pixels = decoded.getDecodedBuffer();
  if (pixels === undefined) throw new Error('The codec gave no picture.');
  const isPlanar = codec === 'decodeJpegLs' && isJpegLsInPlanes(bytes);
  return { pixels: pixels.slice(), isPlanar, isRgb: CONVERTING.has(codec) };
}

/** These give RGB for whatever they find; the others give what was put in. */
const CONVERTING = new Set<NativeCodec>(['decodeJpeg', 'decodeJpegXl']);

async function load(): Promise<DcmjsCodecs> {
  // Its bundle exports nothing by name that a module could import.
  const codecs = require('dcmjs-codecs') as DcmjsCodecs;
  // What is wrong with a picture is told by the error; the log is of one form.
  codecs.log.setLevel('silent', false);
  await codecs.NativeCodecs.initializeAsync({ logCodecsInfo: false });
  return codecs;
}
