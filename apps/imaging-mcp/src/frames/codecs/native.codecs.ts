import { createRequire } from 'node:module';
import type { PixelFormat } from '@caregate/core-dicom';
import { isJpegLsInPlanes } from './jpeg-ls-planes.js';

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

/** The other compressions of DICOM; their WebAssembly is loaded by the first picture that needs it. */
export class NativeCodecsDecoder {
  private loading: Promise<DcmjsCodecs> | undefined;

  knows(contentType: string): boolean {
    return contentType in CODECS;
  }

  async decode(bytes: Buffer, contentType: string, format: PixelFormat): Promise<DecodedPicture> {
    this.loading ??= load();
    const codecs = await this.loading;
    try {
      const decoded = decodedBy(codecs, CODECS[contentType], bytes, format);
      // Memory of WebAssembly never shrinks; after a large picture it is given back whole.
      if (decoded.pixels.length > MODULE_BYTES_MAX) this.loading = undefined;
      return decoded;
    } catch (error) {
      // After a fault the module's memory is in no known state.
      this.loading = undefined;
      throw error;
    }
  }
}

export interface DecodedPicture {
  readonly pixels: Uint8Array;
  readonly isPlanar: boolean;
  /** Whatever the colours were stored as. */
  readonly isRgb: boolean;
}

const MODULE_BYTES_MAX = 16 * 1024 * 1024;

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
  const convertColorspaceToRgb = format.photometricInterpretation.startsWith('YBR');
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
