import { crc32 } from 'node:zlib';
import { pixelFormatOf, type FrameMetadata, type ImageFrame, type PixelFormat } from '@caregate/core-dicom';
import { DomainError } from '@caregate/core-errors';
import type { EncodedFrame } from '../archives/image-archive.port.js';
import { codestreamSize } from './codestream-size.js';
import { frameBytesOf } from './frame-bytes.js';
import { NativeCodecsDecoder } from './native.codecs.js';
import { OpenJphCodec } from './openjph.codec.js';

export interface DecodedFrame {
  /** Little-endian values, or colours pixel by pixel. */
  readonly pixels: Uint8Array;
  readonly format: PixelFormat;
  /** `verified`: the pixels are those that the archive took in. `absent`: the archive keeps no checksum. */
  readonly checksum: 'verified' | 'absent';
}

const HTJ2K = new Set(['image/jph', 'image/jphc']);

/** Makes pixels of what an archive keeps, whatever the compression, and makes sure that they are the right ones. */
export class FrameDecoder {
  private readonly openJph = new OpenJphCodec();
  private readonly native = new NativeCodecsDecoder();

  async decode(frame: ImageFrame, encoded: EncodedFrame): Promise<DecodedFrame> {
    const format = pixelFormatOf(frame.attributes);
    if (format === undefined) throw new DomainError('imaging.frame.undecodable');
    if (!fits(encoded.bytes, format)) throw unreadable(frame, 'dimensions');
    const { pixels, isPlanar } = await this.pixelsOf(encoded, format);
    if (pixels.length !== frameBytesOf(format)) throw unreadable(frame, 'size');
    const checksum = checksumIn(frame.metadata);
    if (checksum !== undefined && checksum !== crc32(pixels)) throw unreadable(frame, 'checksum');
    return { pixels, format: { ...format, isPlanar }, checksum: checksum === undefined ? 'absent' : 'verified' };
  }

  private async pixelsOf({ bytes, contentType }: EncodedFrame, format: PixelFormat) {
    const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    // A frame of odd length is padded to an even one (PS3.5 §7.1.1).
    if (type === 'application/octet-stream')
      return { pixels: bytes.subarray(0, frameBytesOf(format)), isPlanar: format.isPlanar };
    try {
      if (HTJ2K.has(type)) return { pixels: await this.openJph.decode(bytes), isPlanar: false };
      if (this.native.knows(type)) return await this.native.decode(bytes, type, format);
    } catch (cause) {
      throw new DomainError('imaging.frame.unreadable', { detail: { fault: 'codec' }, cause });
    }
    throw new DomainError('imaging.frame.undecodable', { detail: { type } });
  }
}

/** Whether the picture claims to be as large as its metadata says, as far as that shows before it is decoded. */
function fits(bytes: Buffer, { rows, columns }: PixelFormat): boolean {
  const size = codestreamSize(bytes);
  return size === undefined || (size.width === columns && size.height === rows);
}

/** CRC-32 of the whole picture: the last of the list, which begins with the smallest resolution. */
function checksumIn({ PixelDataChecksumFromBaseToFullResolution: checksums }: FrameMetadata): number | undefined {
  return checksums?.at(-1)?.Checksum;
}

function unreadable({ id }: ImageFrame, fault: string): DomainError {
  return new DomainError('imaging.frame.unreadable', { detail: { frame: id, fault } });
}
