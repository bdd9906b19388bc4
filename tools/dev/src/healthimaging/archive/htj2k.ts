import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import type { Picture } from './read-part10.js';

/** The smallest resolution of a codestream is to fit into this (PS3.5 §A.4.12 asks for 64 or less). */
const THUMBNAIL_PIXELS = 64;
const RPCL = 2;

export interface Resolution {
  readonly width: number;
  readonly height: number;
  /** CRC-32 of the decoded pixels. */
  readonly checksum: number;
}

export interface Encoded {
  readonly codestream: Uint8Array;
  /** The smallest first. */
  readonly resolutions: readonly Resolution[];
}

/** Lossless High-Throughput JPEG 2000 (ITU-T T.814). */
export class Htj2k {
  private constructor(private readonly openjph: OpenJph) {}

  static async load(): Promise<Htj2k> {
    const create = createRequire(import.meta.url)('@cornerstonejs/codec-openjph') as (
      settings: object,
    ) => Promise<OpenJph>;
    // The codec prints to standard output otherwise.
    const silent = () => undefined;
    return new Htj2k(await create({ print: silent, printErr: silent }));
  }

  encode(pixels: Uint8Array, picture: Picture): Encoded {
    const levels = Math.max(0, Math.ceil(Math.log2(Math.max(picture.width, picture.height) / THUMBNAIL_PIXELS)));
    const codestream = this.codestreamOf(pixels, picture, levels);
    return { codestream, resolutions: this.resolutionsOf(codestream, levels) };
  }

  private codestreamOf(
    pixels: Uint8Array,
    { width, height, bitsAllocated, signed, components }: Picture,
    levels: number,
  ) {
    const encoder = new this.openjph.HTJ2KEncoder();
    try {
      const target = encoder.getDecodedBuffer({
        width,
        height,
        bitsPerSample: bitsAllocated,
        componentCount: components,
        isSigned: signed,
        isUsingColorTransform: components === 3,
      });
      target.set(pixels);
      encoder.setQuality(true, 0);
      encoder.setProgressionOrder(RPCL);
      encoder.setDecompositions(levels);
      encoder.setTLMMarker(true);
      encoder.setTilePartDivisionsAtResolutions(true);
      encoder.encode();
      // A copy: the original lies in the codec's own memory.
      return encoder.getEncodedBuffer().slice();
    } finally {
      encoder.delete();
    }
  }

  /** Decoded again for the checksums: what a client gets is what they have to hold for. */
  private resolutionsOf(codestream: Uint8Array, levels: number): readonly Resolution[] {
    const decoder = new this.openjph.HTJ2KDecoder();
    try {
      decoder.getEncodedBuffer(codestream.length).set(codestream);
      decoder.readHeader();
      return Array.from({ length: levels + 1 }, (_, n) => {
        decoder.decodeSubResolution(levels - n);
        const { width, height } = decoder.calculateSizeAtDecompositionLevel(levels - n);
        return { width, height, checksum: crc32(decoder.getDecodedBuffer()) };
      });
    } finally {
      decoder.delete();
    }
  }
}

/** The codec's interface, as far as it is used; the package carries no types. */
interface OpenJph {
  readonly HTJ2KEncoder: new () => {
    getDecodedBuffer(frame: FrameInfo): Uint8Array;
    getEncodedBuffer(): Uint8Array;
    setQuality(lossless: boolean, step: number): void;
    setProgressionOrder(order: number): void;
    setDecompositions(levels: number): void;
    setTLMMarker(on: boolean): void;
    setTilePartDivisionsAtResolutions(on: boolean): void;
    encode(): void;
    delete(): void;
  };
  readonly HTJ2KDecoder: new () => {
    getEncodedBuffer(size: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    readHeader(): void;
    decodeSubResolution(level: number): void;
    calculateSizeAtDecompositionLevel(level: number): { readonly width: number; readonly height: number };
    delete(): void;
  };
}

interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned: boolean;
  readonly isUsingColorTransform: boolean;
}
