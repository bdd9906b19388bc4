import { crc32 } from 'node:zlib';
import type { FrameMetadata, ImageFrame, PixelFormat } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import type { EncodedFrame } from '../../archives/image-archive.port.js';
import { codestreamOf } from './boxed-codestream.js';
import type { DecodedPicture } from './codec-module.js';
import { drawnFormatOf } from './drawn-format.js';
import { encodedSize, isEnded } from './encoded-size.js';
import { frameBytesOf } from './frame-bytes.js';
import { jxlSize } from './jxl-size.js';
import { NativeCodecsDecoder } from './native.codecs.js';
import { OpenJphCodec } from './openjph.codec.js';
import { decodeRle } from './rle.codec.js';
import { laidOut } from './laid-out.js';
import { isChrominanceShared, sharedBytesOf, withOwnChrominance } from './shared-chrominance.js';

export interface DecodedFrame {
  /** Little-endian values, or colours pixel by pixel. */
  readonly pixels: Uint8Array;
  readonly format: PixelFormat;
  /** Of colours: red, green and blue, whatever the metadata says that they were stored as. */
  readonly isRgb: boolean;
  /** `verified`: the pixels are those that the archive took in. `absent`: the archive keeps no checksum. */
  readonly checksum: 'verified' | 'absent';
}

/** Uncompressed. */
const PLAIN = 'application/octet-stream';
const HTJ2K = new Set(['image/jph', 'image/jphc']);
const JPEG_2000 = new Set([...HTJ2K, 'image/j2c', 'image/jp2']);
/** Those whose size is nowhere but in the metadata. */
const SIZELESS = new Set([PLAIN, 'image/dicom-rle']);

const SHARING = /_4[12]\d$/;

/** Makes pixels of what an archive keeps, whatever the compression, and makes sure that they are the right ones. */
export class FrameDecoder {
  private readonly openJph = new OpenJphCodec();
  private readonly native = new NativeCodecsDecoder();

  async decode(frame: ImageFrame, { bytes, contentType }: EncodedFrame): Promise<DecodedFrame> {
    const told = drawnFormatOf(frame.attributes);
    const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (!this.reads(type, told)) throw new DomainError('imaging.frame.undecodable', { detail: { type } });
    const { pixels, isPlanar, isRgb } = await this.pixelsOf(frame, bytes, type, told);
    const format = SIZELESS.has(type) ? told : heldFormat(told, pixels.length);
    const isShared = type === PLAIN && isChrominanceShared(format);
    if (pixels.length !== (isShared ? sharedBytesOf(format) : frameBytesOf(format))) throw unreadable(frame, 'size');
    const checksum = checksumIn(frame.metadata);
    if (checksum !== undefined && checksum !== crc32(pixels)) throw unreadable(frame, 'checksum');
    const spread = isShared ? withOwnChrominance(pixels, format) : { pixels, format: { ...format, isPlanar } };
    const laid = SIZELESS.has(type) ? laidOut(spread, frame.attributes) : spread;
    return { ...laid, isRgb, checksum: checksum === undefined ? 'absent' : 'verified' };
  }

  private reads(type: string, { bitsAllocated, samplesPerPixel }: PixelFormat): boolean {
    if (bitsAllocated === 1) return type === PLAIN;
    // The decoder of JPEG 2000 gives eight bits of such colours, and says nothing; that of HTJ2K gives all of them.
    if (bitsAllocated === 16 && samplesPerPixel === 3 && JPEG_2000.has(type)) return HTJ2K.has(type);
    return SIZELESS.has(type) || JPEG_2000.has(type) || this.native.knows(type);
  }

  private async pixelsOf(
    frame: ImageFrame,
    stored: Buffer,
    type: string,
    format: PixelFormat,
  ): Promise<DecodedPicture> {
    if (type === PLAIN) {
      // No frame of those is longer than it must be, so that none is cut out at the wrong place unnoticed.
      if (isChrominanceShared(format)) return { pixels: stored, isPlanar: false, isRgb: false };
      // Others that share their values among pixels have other lengths (PS3.3 C.7.6.3.1.2).
      if (SHARING.test(format.photometricInterpretation)) throw new DomainError('imaging.frame.undecodable');
      // A frame of odd length is padded to an even one (PS3.5 §7.1.1).
      return { pixels: stored.subarray(0, frameBytesOf(format)), isPlanar: format.isPlanar, isRgb: false };
    }
    try {
      if (type === 'image/dicom-rle') return { pixels: decodeRle(stored, format), isPlanar: true, isRgb: false };
      const bytes = codestreamOf(stored);
      if (!fits(bytes, type, format)) throw unreadable(frame, 'dimensions');
      // Its decoder wants the boxes, and says itself where the end is missing.
      if (type === 'image/jxl') return await this.native.decode(stored, type, format);
      if (!isEnded(bytes)) throw unreadable(frame, 'end');
      if (!HTJ2K.has(type)) return await this.native.decode(bytes, type, format);
      return await this.openJph.decode(bytes);
    } catch (cause) {
      if (cause instanceof DomainError) throw cause;
      throw new DomainError('imaging.frame.unreadable', { detail: { fault: 'codec' }, cause });
    }
  }
}

/** Codecs give bytes for values that a byte can hold, whether or not a word is allocated for each of them. */
function heldFormat(format: PixelFormat, length: number): PixelFormat {
  const isOfBytes = format.bitsStored <= 8 && length * 2 === frameBytesOf(format);
  return format.bitsAllocated === 16 && isOfBytes ? { ...format, bitsAllocated: 8 } : format;
}

/** Whether the picture claims to be as large as its metadata says, which a decoder would believe. */
function fits(bytes: Buffer, type: string, { rows, columns, samplesPerPixel }: PixelFormat): boolean {
  const size = type === 'image/jxl' ? jxlSize(bytes) : encodedSize(bytes);
  const components = size !== undefined && 'components' in size ? size.components : samplesPerPixel;
  return size?.width === columns && size.height === rows && components === samplesPerPixel;
}

/** CRC-32 of the whole picture: the last of the list, which begins with the smallest resolution. */
function checksumIn({ PixelDataChecksumFromBaseToFullResolution: checksums }: FrameMetadata): number | undefined {
  return checksums?.at(-1)?.Checksum;
}

function unreadable({ id }: ImageFrame, fault: string): DomainError {
  return new DomainError('imaging.frame.unreadable', { detail: { frame: id, fault } });
}
