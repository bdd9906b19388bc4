import { CodecModule, type DecodedPicture } from './codec-module.js';

const picture = (bytes = 1): DecodedPicture => ({ pixels: new Uint8Array(bytes), isPlanar: false, isRgb: false });

/** Modules are numbered as they are loaded; the first loads fail as often as it is said. */
function given(failures = 0) {
  let loads = 0;
  const codec = new CodecModule(async () => {
    loads += 1;
    if (loads <= failures) throw new Error('no memory');
    return loads;
  });
  return { codec, loads: () => loads };
}

describe('a codec in WebAssembly', () => {
  it('is loaded once for many pictures', async () => {
    const { codec, loads } = given();
    await Promise.all([codec.decode(() => picture()), codec.decode(() => picture())]);
    await codec.decode(() => picture());
    expect(loads()).toBe(1);
  });

  it('is loaded by the next picture where it could not be loaded for one', async () => {
    const { codec } = given(1);
    await expect(codec.decode(() => picture())).rejects.toThrow('no memory');
    await expect(codec.decode(() => picture())).resolves.toEqual(picture());
  });

  it('is given back after a large picture', async () => {
    const { codec, loads } = given();
    await codec.decode(() => picture(16 * 1024 * 1024 + 1));
    await codec.decode(() => picture());
    expect(loads()).toBe(2);
  });

  it('is not used again once a picture has broken it, not even by one that waited with it', async () => {
    const { codec } = given();
    const used: number[] = [];
    const broken = codec.decode(() => {
      throw new Error('memory access out of bounds');
    });
    const next = codec.decode((module) => {
      used.push(module);
      return picture();
    });
    await expect(broken).rejects.toThrow('memory access');
    await next;
    expect(used).toEqual([2]);
  });
});
