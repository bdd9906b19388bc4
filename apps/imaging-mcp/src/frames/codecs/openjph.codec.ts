import { createRequire } from 'node:module';
import { CodecModule, type DecodedPicture } from './codec-module.js';

const require = createRequire(import.meta.url);

/** The part of the WebAssembly build of OpenJPH that is used; the package brings no types. */
interface OpenJph {
  readonly HTJ2KDecoder: new () => {
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  };
}

type OpenJphFactory = (options: {
  readonly locateFile: (file: string) => string;
  readonly print: () => void;
  readonly printErr: () => void;
}) => Promise<OpenJph>;

/** High-throughput JPEG 2000 (ITU-T T.814), as HealthImaging stores pictures. */
export class OpenJphCodec {
  private readonly module = new CodecModule(load);

  decode(bytes: Uint8Array): Promise<DecodedPicture> {
    return this.module.decode(({ HTJ2KDecoder }) => {
      const decoder = new HTJ2KDecoder();
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      // A view of the module's own memory, which the next picture overwrites.
      const pixels = decoder.getDecodedBuffer().slice();
      decoder.delete();
      return { pixels, isPlanar: false, isRgb: false };
    });
  }
}

function load(): Promise<OpenJph> {
  // Untyped, hence said once here.
  const factory = require('@cornerstonejs/codec-openjph') as OpenJphFactory;
  const wasm = require.resolve('@cornerstonejs/codec-openjph/wasm');
  // What is wrong with a picture is told by the error; standard output may belong to a protocol.
  const quiet = (): void => undefined;
  return factory({ locateFile: () => wasm, print: quiet, printErr: quiet });
}
