import { createRequire } from 'node:module';

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

const MODULE_BYTES_MAX = 16 * 1024 * 1024;

/** High-throughput JPEG 2000 (ITU-T T.814), as HealthImaging stores pictures. */
export class OpenJphCodec {
  private module: Promise<OpenJph> | undefined;

  async decode(bytes: Uint8Array): Promise<Uint8Array> {
    this.module ??= load();
    const { HTJ2KDecoder } = await this.module;
    try {
      const decoder = new HTJ2KDecoder();
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      // A view of the module's own memory, which the next picture overwrites.
      const decoded = decoder.getDecodedBuffer().slice();
      decoder.delete();
      // Memory of WebAssembly never shrinks; after a large picture the module is given back whole.
      if (decoded.length > MODULE_BYTES_MAX) this.module = undefined;
      return decoded;
    } catch (error) {
      // After a fault the module's memory is in no known state.
      this.module = undefined;
      throw error;
    }
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
