export interface DecodedPicture {
  readonly pixels: Uint8Array;
  readonly isPlanar: boolean;
  /** Whatever the colours were stored as. */
  readonly isRgb: boolean;
}

/** Memory of WebAssembly never shrinks, so that after a larger picture the module is given back whole. */
const PICTURE_BYTES_MAX = 16 * 1024 * 1024;

/** A codec in WebAssembly, which is loaded by the first picture that needs it. */
export class CodecModule<M> {
  private loading: Promise<M> | undefined;

  constructor(private readonly load: () => Promise<M>) {}

  async decode(work: (module: M) => DecodedPicture): Promise<DecodedPicture> {
    const loading = (this.loading ??= this.load());
    try {
      const module = await loading;
      // Another picture has let go of it meanwhile, perhaps because it broke it.
      if (this.loading !== loading) return await this.decode(work);
      const picture = work(module);
      if (picture.pixels.length > PICTURE_BYTES_MAX) this.loading = undefined;
      return picture;
    } catch (error) {
      // It could not be loaded this time, or its memory is in no known state after the fault.
      this.loading = undefined;
      throw error;
    }
  }
}
