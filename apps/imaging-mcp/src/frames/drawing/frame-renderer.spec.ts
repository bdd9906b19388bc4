import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Attributes } from '@caregate/core-dicom';
import sharp from 'sharp';
import { encodeHtj2k } from '../../testing/encode-htj2k.js';
import { refusalOf, rendered, shownPixels } from '../../testing/rendered.js';
import { PICTURE_BYTES_MAX } from './frame-renderer.js';

const SIDE = 16;
const grey: Attributes = {
  Rows: SIDE,
  Columns: SIDE,
  BitsAllocated: 16,
  BitsStored: 12,
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  PixelRepresentation: 0,
  WindowCenter: '2048',
  WindowWidth: '4096',
};
const colour: Attributes = {
  ...grey,
  BitsAllocated: 8,
  BitsStored: 8,
  SamplesPerPixel: 3,
  PhotometricInterpretation: 'RGB',
};

const ramp = Uint16Array.from({ length: SIDE * SIDE }, (_none, at) => at * 16);
const stored = new Uint8Array(ramp.buffer);
const [red, white] = [
  [255, 0, 0],
  [255, 255, 255],
];
/** Two rows of two colours by dcmcjpls of Debian, one component after the other. */
const PLANES = Buffer.from(
  '/9j/9wARCAACAAIDAREAAhEAAxEA/9oACAEBAAAAAAcAgoAAAMiA/9oACAECAAAAAAA4AwAAEAAAB0D/2gAIAQMAAAAAAAHAAIABgAAAZoD/2Q==',
  'base64',
);
const filled = (colourOfAll: readonly number[]) => Array.from({ length: SIDE * SIDE }, () => colourOfAll).flat();

type Method = 'encodeRle' | 'encodeJpegLs' | 'encodeJpeg2000' | 'encodeJpeg' | 'encodeJpegXl';
type Codecs = typeof import('dcmjs-codecs');
const codecs = createRequire(import.meta.url)('dcmjs-codecs') as Codecs;

const eights = Uint8Array.from({ length: SIDE * SIDE }, (_none, at) => at);
const colours = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_none, at) => (at * 7) % 256);

/** All of them at once: a decoder that is given what is damaged leaves the encoder's memory in no known state. */
const made = codecs.NativeCodecs.initializeAsync().then(() => {
  const methods = ['encodeRle', 'encodeJpegLs', 'encodeJpeg2000', 'encodeJpeg', 'encodeJpegXl'] as const;
  return new Map(
    [stored, eights, colours].map((bytes) => [bytes, new Map(methods.map((method) => [method, by(method, bytes)]))]),
  );
});

/** By the encoder of the package, which knows nothing of this app. */
async function encoded(method: Method, bytes = stored): Promise<Buffer> {
  return (await made).get(bytes)?.get(method) ?? Buffer.alloc(0);
}

function by(method: Method, bytes: Uint8Array): Buffer {
  const isGrey = bytes !== colours;
  const context = new codecs.Context({
    width: SIDE,
    height: SIDE,
    bitsAllocated: bytes === stored ? 16 : 8,
    bitsStored: bytes === stored ? 12 : 8,
    samplesPerPixel: isGrey ? 1 : 3,
    pixelRepresentation: 0,
    planarConfiguration: 0,
    photometricInterpretation: isGrey ? 'MONOCHROME2' : 'RGB',
    decodedBuffer: bytes,
  });
  const { NativeCodecs } = codecs;
  return Buffer.from(NativeCodecs[method](context, { lossy: false }).getEncodedBuffer() ?? []);
}

describe('a picture', () => {
  it.each([
    ['image/dicom-rle', 'encodeRle'],
    ['image/jls', 'encodeJpegLs'],
    ['image/j2c', 'encodeJpeg2000'],
    ['image/jpeg', 'encodeJpeg'],
    ['image/jxl', 'encodeJpegXl'],
  ] as const)('is the same as %s as it is without compression', async (type, method) => {
    expect(await shownPixels(grey, await encoded(method), { contentType: type })).toEqual(
      await shownPixels(grey, stored),
    );
  });

  it.each([
    ['red', 'RGB', red, 0, red],
    ['red in planes', 'RGB', red, 1, red],
    ['red as luminance and chrominance', 'YBR_FULL', [76, 85, 255], 0, [254, 0, 0]],
    ['white as luminance and chrominance', 'YBR_FULL', [255, 128, 128], 0, white],
  ] as const)('shows %s', async (_what, PhotometricInterpretation, value, PlanarConfiguration, shown) => {
    const bytes = filled(value ?? []);
    if (PlanarConfiguration === 1) bytes.sort((one, other) => other - one);
    const attributes = { ...colour, PhotometricInterpretation, PlanarConfiguration };
    expect(await shownPixels(attributes, Uint8Array.from(bytes))).toEqual(filled(shown ?? []));
  });

  it.each([
    ['image/dicom-rle', 'encodeRle'],
    ['image/jls', 'encodeJpegLs'],
    ['image/j2c', 'encodeJpeg2000'],
    ['image/jpeg', 'encodeJpeg'],
    ['image/jxl', 'encodeJpegXl'],
  ] as const)('in colours has them as %s too, whatever its headers say of planes', async (contentType, method) => {
    const compressed = await encoded(method, colours);
    for (const PlanarConfiguration of [0, 1])
      expect(await shownPixels({ ...colour, PlanarConfiguration }, compressed, { contentType })).toEqual([...colours]);
  });

  it('in colours that its JPEG-LS keeps in planes has them all the same', async () => {
    expect(await shownPixels({ ...colour, Rows: 2, Columns: 2 }, PLANES, { contentType: 'image/jls' })).toEqual([
      10, 20, 30, 250, 1, 2, 3, 240, 5, 60, 70, 80,
    ]);
  });

  it('in a JPEG that spares chrominance has its colours, even where the headers say RGB of it', async () => {
    const picture = sharp(Buffer.from(filled(red)), { raw: { width: SIDE, height: SIDE, channels: 3 } });
    const bytes = await picture.jpeg({ quality: 100, chromaSubsampling: '4:2:0' }).toBuffer();
    for (const PhotometricInterpretation of ['RGB', 'YBR_FULL_422']) {
      const shown = await shownPixels({ ...colour, PhotometricInterpretation }, bytes, { contentType: 'image/jpeg' });
      expect(shown).toEqual(filled([254, 0, 0]));
    }
  });

  it('whose pixels share chrominance two by two has three values for each', async () => {
    const shared = { ...colour, PhotometricInterpretation: 'YBR_FULL_422', Rows: 1, Columns: 4 };
    const bytes = Uint8Array.of(255, 0, 128, 128, 76, 76, 85, 255);
    expect(await shownPixels(shared, bytes)).toEqual([255, 255, 255, 0, 0, 0, 254, 0, 0, 254, 0, 0]);
    for (const wrong of [bytes.subarray(1), Uint8Array.of(...bytes, 0, 0, 0, 0)])
      expect(await refusalOf(shared, wrong)).toBe('imaging.frame.unreadable');
  });

  it.each([
    ['image/jph', () => encodeHtj2k(eights, { width: SIDE, height: SIDE, bitsPerSample: 8, isSigned: false })],
    ['image/j2c', () => encoded('encodeJpeg2000', eights)],
    ['image/jls', () => encoded('encodeJpegLs', eights)],
  ])('of eight bits is the same as %s where a word is allocated for each', async (contentType, encode) => {
    const words = { ...grey, BitsStored: 8, WindowCenter: '128', WindowWidth: '256' };
    expect(await shownPixels(words, await encode(), { contentType })).toEqual([...eights]);
  });

  it.each([
    ['words', { BitsAllocated: 16, BitsStored: 12, HighBit: 15 }, Uint16Array.of(0xfff7, 0x8000, 0), [255, 128, 0]],
    ['bytes', { BitsAllocated: 8, BitsStored: 4, HighBit: 7 }, Uint8Array.of(0xf1, 0x8f, 0), [255, 128, 0]],
    [
      'words with a sign',
      { BitsAllocated: 16, BitsStored: 12, HighBit: 13, PixelRepresentation: 1 },
      Uint16Array.of(0x1ffc, 0x0001, 0xe000),
      [255, 128, 0],
    ],
  ])('is read from the high bits of %s, where its headers say so', async (_what, change, words, shown) => {
    const attributes = { ...grey, ...change, Rows: 1, Columns: 3 };
    const read = await shownPixels(attributes, new Uint8Array(words.buffer), { window: 'full' });
    for (const [at, value] of shown.entries()) expect(Math.abs((read[at] ?? 0) - value)).toBeLessThanOrEqual(8);
  });

  it.each([
    ['a value', { PixelPaddingValue: -2000 }],
    ['a value whose sign is lost', { PixelPaddingValue: 63_536 }],
    ['a range', { PixelPaddingValue: -1500, PixelPaddingRangeLimit: -2000 }],
  ])('leaves %s of padding out of the range that it shows', async (_what, change) => {
    const { WindowCenter: _center, WindowWidth: _width, ...plain } = grey;
    const attributes = { ...plain, BitsStored: 16, PixelRepresentation: 1, ...change, Rows: 1, Columns: 3 };
    const show = (...values: readonly number[]) =>
      shownPixels(attributes, new Uint8Array(Int16Array.from(values).buffer));
    expect(await show(-2000, 0, 100)).toEqual([0, 0, 255]);
    expect(await show(-2000, -2000, -2000)).toHaveLength(3);
  });

  it.each([
    ['MONOCHROME1', { PhotometricInterpretation: 'MONOCHROME1' }, 255, 0],
    ['12 signed bits', { PixelRepresentation: 1, WindowCenter: '0', WindowWidth: '100' }, 129, 88],
    ['a sigmoid', { VOILUTFunction: 'SIGMOID', WindowCenter: '0', WindowWidth: '4000' }, 128, 251],
  ])('is read with %s', async (_what, change, first, last) => {
    const greys = await shownPixels({ ...grey, ...change }, stored);
    expect(Math.abs((greys[0] ?? 0) - first)).toBeLessThanOrEqual(1);
    expect(Math.abs((greys.at(-1) ?? 0) - last)).toBeLessThanOrEqual(2);
  });

  it('of noise, than which none is larger, fits into what hosts take', async () => {
    const side = 1024;
    const noise = randomBytes(side * side * 3);
    const { bytes } = await rendered({ ...colour, Rows: side, Columns: side }, noise);
    expect(bytes.length).toBeLessThanOrEqual(PICTURE_BYTES_MAX);
  });

  it.each([
    ['single bits of several samples', { BitsAllocated: 1, BitsStored: 1, SamplesPerPixel: 3 }],
    ['doses in 32 bits', { BitsAllocated: 32, BitsStored: 32 }],
    ['indices into a palette that is not there', { BitsAllocated: 8, PhotometricInterpretation: 'PALETTE COLOR' }],
    ['two samples', { BitsAllocated: 8, SamplesPerPixel: 2 }],
    ['four samples', { BitsAllocated: 8, SamplesPerPixel: 4 }],
    [
      'chrominance shared by four pixels',
      { BitsAllocated: 8, SamplesPerPixel: 3, PhotometricInterpretation: 'YBR_PARTIAL_420' },
    ],
    [
      'chrominance shared by pixels of an odd row',
      { BitsAllocated: 8, SamplesPerPixel: 3, PhotometricInterpretation: 'YBR_FULL_422', Columns: 15 },
    ],
    ['no rows', { Rows: 0 }],
    ['half a row', { Rows: 0.5 }],
    ['more rows than can be', { Rows: 65_536 }],
    ['a slope beyond all numbers', { RescaleSlope: '1e308', RescaleIntercept: '1e308', WindowWidth: '0' }],
  ])('of %s is not read', async (_what, change) => {
    const attributes = { ...grey, ...change };
    expect(
      await refusalOf(
        attributes,
        Uint8Array.from({ length: 4096 }, (_none, at) => at),
      ),
    ).toMatch(/undecodable$/);
  });
});

describe('a damaged picture', () => {
  const sized = (bytes: Buffer, at: number, write: 'writeUInt16BE' | 'writeUInt32BE', side: number) => {
    const lie = Buffer.from(bytes);
    lie[write](side, at);
    return lie;
  };
  /** Eight bytes of JP2 around a codestream, which DICOM does not want. */
  const wrapped = (codestream: Buffer) =>
    Buffer.concat([Buffer.from('0000000c6a5020200d0a870a000000006a703263', 'hex'), codestream]);

  it.each(['image/jph', 'image/jphc', 'image/j2c', 'image/jpeg', 'image/jls', 'image/jxl', 'image/dicom-rle'])(
    'of %s is refused, whatever it is, and the next one is shown',
    async (type) => {
      for (const bytes of [
        Buffer.alloc(0),
        Buffer.of(0xff),
        Buffer.alloc(500, 0x5a),
        Buffer.from('ffd8ffffffff', 'hex'),
      ])
        expect(await refusalOf(grey, bytes, { contentType: type })).toBe('imaging.frame.unreadable');
      expect(await shownPixels(grey, await encoded('encodeJpegLs'), { contentType: 'image/jls' })).toEqual(
        await shownPixels(grey, stored),
      );
    },
  );

  it.each([
    ['image/dicom-rle', 'encodeRle', 40],
    ['image/jls', 'encodeJpegLs', 0],
    ['image/jpeg', 'encodeJpeg', 0],
    ['image/j2c', 'encodeJpeg2000', 0],
  ] as const)('of %s that has lost its end is refused', async (type, method, kept) => {
    const whole = await encoded(method);
    expect(await refusalOf(grey, whole.subarray(0, kept + (whole.length >> 2)), { contentType: type })).toBe(
      'imaging.frame.unreadable',
    );
  });

  it('that claims to be larger than its metadata says is never given to a decoder', async () => {
    const j2k = await encoded('encodeJpeg2000');
    const side = 60_000;
    const boasting = sized(sized(j2k, 8, 'writeUInt32BE', side), 12, 'writeUInt32BE', side);
    expect(await refusalOf(grey, boasting, { contentType: 'image/j2c' })).toBe('imaging.frame.unreadable');
    expect(await refusalOf(grey, wrapped(boasting), { contentType: 'image/j2c' })).toBe('imaging.frame.unreadable');
    expect(await shownPixels(grey, wrapped(j2k), { contentType: 'image/j2c' })).toEqual(
      await shownPixels(grey, stored),
    );
    const jpeg = await encoded('encodeJpeg');
    const frame = jpeg.indexOf(Buffer.from('ffc3', 'hex'));
    expect(await refusalOf(grey, sized(jpeg, frame + 5, 'writeUInt16BE', side), { contentType: 'image/jpeg' })).toMatch(
      /unreadable$/,
    );
  });

  it.each(['encodeRle', 'encodeJpegLs', 'encodeJpeg2000', 'encodeJpeg', 'encodeJpegXl'] as const)(
    'by %s is refused for what it claims, before it is decoded',
    async (method) => {
      const types: Readonly<Record<Method, string>> = {
        encodeRle: 'image/dicom-rle',
        encodeJpegLs: 'image/jls',
        encodeJpeg2000: 'image/j2c',
        encodeJpeg: 'image/jpeg',
        encodeJpegXl: 'image/jxl',
      };
      const bytes = await encoded(method);
      for (const change of [
        { Rows: SIDE * 2 },
        { Columns: SIDE + 1 },
        { Rows: 8, Columns: SIDE * 2, BitsAllocated: 8 },
      ])
        expect(await refusalOf({ ...grey, ...change }, bytes, { contentType: types[method] })).toBe(
          'imaging.frame.unreadable',
        );
    },
  );
});
