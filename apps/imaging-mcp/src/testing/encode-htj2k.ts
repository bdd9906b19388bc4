import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Encoder {
  getDecodedBuffer(info: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  delete(): void;
}

export interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly isSigned: boolean;
}

/** Lossless, as HealthImaging would store it. */
export async function encodeHtj2k(pixels: Uint8Array, info: FrameInfo): Promise<Buffer> {
  const factory = require('@cornerstonejs/codec-openjph') as (options: object) => Promise<{
    readonly HTJ2KEncoder: new () => Encoder;
  }>;
  const wasm = require.resolve('@cornerstonejs/codec-openjph/wasm');
  const { HTJ2KEncoder } = await factory({ locateFile: () => wasm });
  const encoder = new HTJ2KEncoder();
  encoder.getDecodedBuffer({ ...info, componentCount: 1, isUsingColorTransform: false }).set(pixels);
  encoder.encode();
  const encoded = Buffer.from(encoder.getEncodedBuffer());
  encoder.delete();
  return encoded;
}
