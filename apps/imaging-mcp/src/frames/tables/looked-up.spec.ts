import type { Attributes } from '@caregate/core-dicom';
import { refusalOf, rendered, shownPixels } from '../../testing/rendered.js';

/** What is expected here is reckoned by hand from the tables, entry by entry. */
const base: Attributes = {
  Rows: 2,
  Columns: 2,
  BitsAllocated: 8,
  BitsStored: 8,
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  PixelRepresentation: 0,
};

const words = (...values: readonly number[]) => Buffer.from(Uint16Array.from(values).buffer);
const base64 = (...values: readonly number[]) => words(...values).toString('base64');

describe('a palette (PS3.3 C.7.6.3.1.5)', () => {
  const indices = Uint8Array.of(0, 1, 2, 255);
  const colours = [255, 0, 1, 255, 0, 1, 128, 255, 2, 0, 64, 3];

  const palette = (descriptor: unknown, [red, green, blue]: readonly unknown[]): Attributes => ({
    ...base,
    PhotometricInterpretation: 'PALETTE COLOR',
    RedPaletteColorLookupTableDescriptor: descriptor,
    GreenPaletteColorLookupTableDescriptor: descriptor,
    BluePaletteColorLookupTableDescriptor: descriptor,
    RedPaletteColorLookupTableData: red,
    GreenPaletteColorLookupTableData: green,
    BluePaletteColorLookupTableData: blue,
  });
  const wide = [
    [0xffff, 0x8080, 0],
    [0, 0xffff, 0x4040],
    [0x0101, 0x0202, 0x0303],
  ] as const;
  const narrow = [
    [255, 128, 0],
    [0, 255, 64],
    [1, 2, 3],
  ] as const;

  it.each([
    ['words of 16 bits in Base64', [3, 1, 16], wide.map((entries) => base64(...entries))],
    ['words of 16 bits as bytes', [3, 1, 16], wide.map((entries) => words(...entries))],
    ['words of 16 bits as numbers', ['3', '1', '16'], wide],
    ['bytes, padded to an even length', [3, 1, 8], narrow.map((entries) => Buffer.of(...entries, 0))],
    ['bytes, each in a word of its own', [3, 1, 8], narrow.map((entries) => base64(...entries))],
    ['bytes left as they were in words of 16 bits', [3, 1, 16], narrow.map((entries) => base64(...entries))],
  ])('gives its colours from %s, its first and last to what is outside of it', async (_form, descriptor, data) => {
    expect(await shownPixels(palette(descriptor, data), indices)).toEqual(colours);
  });

  it('gives the same colours where run lengths hold the indices', async () => {
    const header = Buffer.alloc(64);
    header.writeUInt32LE(1);
    header.writeUInt32LE(64, 4);
    const bytes = Buffer.concat([header, Buffer.of(3, ...indices, 0)]);
    const attributes = palette([3, 1, 16], wide);
    expect(await shownPixels(attributes, bytes, { contentType: 'image/dicom-rle' })).toEqual(colours);
  });

  it('of 65,536 entries, which its descriptor calls none, has one for each word', async () => {
    const entries = Uint16Array.from({ length: 65_536 }, (_none, at) => at);
    const zeros = Buffer.alloc(131_072);
    const attributes = palette([0, 0, 16], [Buffer.from(entries.buffer), zeros, zeros]);
    const picture = { ...attributes, BitsAllocated: 16, BitsStored: 16 };
    expect(await shownPixels(picture, words(0, 257, 32_896, 65_535))).toEqual([0, 0, 0, 1, 0, 0, 128, 0, 0, 255, 0, 0]);
  });

  it.each([-2, 65_534])('of indices with a sign begins at %d, which is the same', async (first) => {
    const attributes = {
      ...palette(
        [3, first, 8],
        narrow.map((each) => Buffer.of(...each)),
      ),
      PixelRepresentation: 1,
    };
    expect(await shownPixels(attributes, Uint8Array.of(0x80, 0xfe, 0xff, 0x7f))).toEqual(colours);
  });

  it.each([
    ['is shorter than it says', [4, 1, 16], wide, 'unreadable'],
    ['has too few bytes', [7, 1, 8], narrow, 'unreadable'],
    ['has no data', [3, 1, 16], [], 'undecodable'],
    ['has no descriptor', undefined, wide, 'undecodable'],
    ['has more entries than there can be', [65_537, 0, 16], wide, 'undecodable'],
    ['has fewer entries than none', [-3, 0, 16], wide, 'undecodable'],
    ['has entries of 32 bits', [3, 1, 32], wide, 'undecodable'],
    ['begins beyond all values', [3, 1e9, 16], wide, 'undecodable'],
  ])('that %s shows nothing', async (_what, descriptor, data, code) => {
    expect(await refusalOf(palette(descriptor, data), indices)).toBe(`imaging.frame.${code}`);
  });

  describe('in segments (PS3.3 C.7.9.2)', () => {
    const segmented = (bits: number, encode: (...values: readonly number[]) => unknown, red: readonly number[]) => ({
      ...palette([5, 0, bits], []),
      SegmentedRedPaletteColorLookupTableData: encode(...red),
      SegmentedGreenPaletteColorLookupTableData: encode(0, 1, 0, 1, 4, 0),
      SegmentedBluePaletteColorLookupTableData: encode(0, 5, 0, 0, 0, 0, 0),
    });
    const bytes = (...values: readonly number[]) => Buffer.of(...values);
    const shown = [0, 20, 40, 60, 255].flatMap((red) => [red, 0, 0]);
    const five = { Rows: 1, Columns: 5 };
    const indexed = Uint8Array.of(0, 1, 2, 3, 4);

    it.each([
      ['bytes', segmented(8, (...values) => Buffer.of(...values), [0, 1, 0, 1, 3, 60, 0, 1, 255])],
      ['padded bytes', segmented(8, (...values) => Buffer.of(...values, 0), [0, 1, 0, 1, 3, 60, 0, 1, 255])],
      ['words', segmented(16, base64, [0, 1, 0, 1, 3, 60 * 257, 0, 1, 0xffff])],
    ])('gives what they say one by one, and along a line: %s', async (_form, attributes) => {
      expect(await shownPixels({ ...attributes, ...five }, indexed)).toEqual(shown);
    });

    const high = 51 * 257;
    it.each([
      ['the first, in words', segmented(16, base64, [0, 2, 0, high, 1, 1, 0xffff, 2, 1, 0, 0]), [0, 51, 255, 0, 51]],
      ['the first, in bytes', segmented(8, bytes, [0, 2, 0, 51, 1, 1, 255, 2, 1, 0, 0, 0, 0]), [0, 51, 255, 0, 51]],
      ['the second, in words', segmented(16, base64, [0, 1, 0, 1, 2, high, 2, 1, 6, 0]), [0, 26, 51, 51, 51]],
      ['the second, in bytes', segmented(8, bytes, [0, 1, 0, 1, 2, 51, 2, 1, 3, 0, 0, 0]), [0, 26, 51, 51, 51]],
      ['both', segmented(16, base64, [0, 1, high, 1, 1, 0xffff, 2, 2, 0, 0, 0, 1, 0]), [51, 255, 51, 255, 0]],
    ])('copies %s', async (_which, attributes, reds) => {
      const seen = await shownPixels({ ...attributes, ...five }, indexed);
      expect(seen.filter((_value, at) => at % 3 === 0)).toEqual(reds);
    });

    it.each([
      ['begins with a line', [1, 5, 9], 'unreadable'],
      ['ends too early', [0, 5, 1, 2], 'unreadable'],
      ['ends before the end of a line', [0, 1, 1, 1, 4], 'unreadable'],
      ['is a bomb', [0, 1, 1, ...Array(9).fill([1, 65_535, 1]).flat()], 'unreadable'],
      ['copies from within a segment', [0, 3, 1, 1, 1, 2, 1, 2, 0], 'undecodable'],
      ['copies more segments than there are', [0, 4, 1, 1, 1, 1, 2, 2, 0, 0], 'undecodable'],
      ['copies what copies', [0, 1, 1, 2, 1, 0, 0, 2, 1, 6, 0], 'undecodable'],
      ['has a segment that nobody knows', [0, 5, 1, 1, 1, 1, 1, 3, 1], 'undecodable'],
    ])('shows nothing where it %s', async (_what, red, code) => {
      expect(await refusalOf({ ...segmented(16, base64, red), ...five }, indexed)).toBe(`imaging.frame.${code}`);
    });
  });

  it('whose colours do not agree about how many there are shows nothing', async () => {
    const attributes = { ...palette([3, 1, 16], wide), BluePaletteColorLookupTableDescriptor: [2, 1, 16] };
    expect(await refusalOf(attributes, indices)).toBe('imaging.frame.unreadable');
  });
});

describe('colours of 16 bits', () => {
  const rgb = { ...base, BitsAllocated: 16, BitsStored: 16, SamplesPerPixel: 3, PhotometricInterpretation: 'RGB' };
  const pixels = [65_535, 0, 257, 0, 32_896, 65_535, 1, 2, 3, 514, 771, 1028];
  const shown = [255, 0, 1, 0, 128, 255, 0, 0, 0, 2, 3, 4];
  const planes = [0, 1, 2].flatMap((sample) => pixels.filter((_value, at) => at % 3 === sample));

  it.each([
    ['pixel by pixel', 0, pixels],
    ['plane by plane', 1, planes],
  ])('are shown in eight, %s', async (_order, PlanarConfiguration, values) => {
    expect(await shownPixels({ ...rgb, PlanarConfiguration }, words(...values))).toEqual(shown);
  });

  /** The same four pixels by ojph_compress and opj_compress of Debian. */
  const htj2k =
    '/0//UQAvQAAAAAACAAAAAgAAAAAAAAAAAAAAAgAAAAIAAAAAAAAAAAADDwEBDwEBDwEB/1AACAACAAAACv9SAAwAAgABAQAEBEAB/1wABCCQ/2QAFgABT3BlbkpQSCBWZXIgMC45LjAu/5AACgAAAAAAPwAB/5PAABWAf/99fz6A/PwChrQAwAAVgAACAAC/H0DwAUKUAMAAFaD8/wEA/gECBP4CwLQA/9k=';
  const j2k =
    '/0//UQAvAAAAAAACAAAAAgAAAAAAAAAAAAAAAgAAAAIAAAAAAAAAAAADDwEBDwEBDwEB/1IADAAAAAEBAAQEAAH/XAAEQID/ZAAlAAFDcmVhdGVkIGJ5IE9wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAAAAAzAAH/k8/8MCAMDuJIMGo1wc/8MCANp5C34MINbN/4kEgDBRER/GZE2n//2Q==';

  it('are the same in HTJ2K, and refused in JPEG 2000, whose decoder gives eight of them', async () => {
    expect(await shownPixels(rgb, Buffer.from(htj2k, 'base64'), { contentType: 'image/jph' })).toEqual(shown);
    const refused = await refusalOf(rgb, Buffer.from(j2k, 'base64'), { contentType: 'image/j2c' });
    expect(refused).toBe('imaging.frame.undecodable');
  });

  it('of which only 12 are stored are as bright', async () => {
    const values = words(4095, 0, 2048, 0xf000, 0xf000, 0xf000, 16, 16, 16, 4079, 4079, 4079);
    const expected = [255, 0, 128, 0, 0, 0, 1, 1, 1, 254, 254, 254];
    expect(await shownPixels({ ...rgb, BitsStored: 12 }, values)).toEqual(expected);
  });

  it('that end too early are not shown', async () => {
    expect(await refusalOf(rgb, words(...pixels.slice(1)))).toBe('imaging.frame.unreadable');
  });
});

describe('single bits (PS3.5 §8.1.1)', () => {
  const bits = { ...base, Rows: 3, Columns: 3, BitsAllocated: 1, BitsStored: 1 };

  it.each([
    ['MONOCHROME2', [255, 0, 255, 0, 0, 255, 0, 255, 255]],
    ['MONOCHROME1', [0, 255, 0, 255, 255, 0, 255, 0, 0]],
  ])('of %s begin with the least significant, and rows follow one another without a gap', async (kind, shown) => {
    const attributes = { ...bits, PhotometricInterpretation: kind };
    expect(await shownPixels(attributes, Buffer.of(0b1010_0101, 0b1))).toEqual(shown);
  });

  it.each([
    ['set', 0xff, 255],
    ['clear', 0, 0],
  ])('that are all %s are all the same', async (_what, byte, grey) => {
    expect(await shownPixels(bits, Buffer.alloc(2, byte))).toEqual(Array(9).fill(grey));
  });

  it('that are fewer than there are pixels are not shown, and nor are those compressed', async () => {
    expect(await refusalOf(bits, Buffer.of(1))).toBe('imaging.frame.unreadable');
    expect(await refusalOf(bits, Buffer.of(1, 1), { contentType: 'image/dicom-rle' })).toBe(
      'imaging.frame.undecodable',
    );
  });
});

describe('a modality look-up table (PS3.3 C.11.1)', () => {
  const row = { ...base, Rows: 1, Columns: 6 };
  const stored = Uint8Array.of(9, 10, 11, 12, 13, 14);
  const table = { LUTDescriptor: [4, 10, 16], LUTData: base64(100, 200, 300, 1000) };
  const look = { center: 200, width: 201 };
  // From (x - 199.5) / 200 + 0.5 of 100, 100, 200, 300, 1000, 1000.
  const shown = [1, 1, 128, 255, 255, 255];

  it.each([
    ['in bytes', { ModalityLUTSequence: [table] }],
    ['in words', { ModalityLUTSequence: [{ ...table, LUTData: [100, 200, 300, 1000] }] }],
    ['and not the slope that may not stand beside it', { ModalityLUTSequence: table, RescaleSlope: 2 }],
  ])('says what a window is about, %s', async (_how, sequence) => {
    expect(await shownPixels({ ...row, ...sequence }, stored, look)).toEqual(shown);
  });

  it('of XA leads back to the intensity of the rays, and is not for looking at', async () => {
    const XA = '1.2.840.10008.5.1.4.1.1.12.1';
    const attributes = { ...row, ModalityLUTSequence: [table], PixelIntensityRelationship: 'LOG' };
    const ten = { center: 12, width: 5 };
    const plain = await shownPixels(row, stored, ten);
    expect(await shownPixels({ ...attributes, SOPClassUID: XA }, stored, ten)).toEqual(plain);
    expect(await shownPixels(attributes, stored, look)).toEqual(shown);
  });

  it.each([
    ['is shorter than it says', { ...table, LUTDescriptor: [5, 10, 16] }, 'unreadable'],
    ['is not there', { LUTDescriptor: [4, 10, 16] }, 'undecodable'],
  ])('that %s shows nothing', async (_what, item, code) => {
    expect(await refusalOf({ ...row, ModalityLUTSequence: [item] }, stored)).toBe(`imaging.frame.${code}`);
  });
});

describe('a VOI look-up table (PS3.3 C.11.2.1.1)', () => {
  const table = { LUTDescriptor: [3, -8, 12], LUTData: base64(0, 2048, 4095) };
  const row: Attributes = { ...base, Rows: 1, Columns: 5, RescaleSlope: 1, RescaleIntercept: -10 };
  const stored = Uint8Array.of(1, 2, 3, 4, 9);
  const looked = { ...row, VOILUTSequence: [table, { LUTDescriptor: [1, 0, 8], LUTData: base64(0) }] };

  it.each([
    ['greys', 'MONOCHROME2', [0, 0, 128, 255, 255]],
    ['greys turned round', 'MONOCHROME1', [255, 255, 127, 0, 0]],
  ])('says the %s of what was measured', async (_what, PhotometricInterpretation, shown) => {
    expect(await shownPixels({ ...looked, PhotometricInterpretation }, stored)).toEqual(shown);
  });

  it('is told of as such, with the range that it is about', async () => {
    const { window } = await rendered(looked, stored);
    expect(window).toEqual({ center: -6.5, width: 3, curve: 'TABLE', source: 'suggested' });
  });

  it.each([
    ['the modality suggests a window', { WindowCenter: '-5', WindowWidth: '11' }, {}, 'suggested'],
    ['a window is asked for', {}, { center: -5, width: 11 }, 'given'],
    ['everything is asked for', {}, { window: 'full' }, 'full'],
  ] as const)('gives way where %s', async (_when, more, asked, source) => {
    const attributes = { ...looked, ...more };
    expect((await rendered(attributes, stored, asked)).window?.source).toBe(source);
    const { VOILUTSequence: _left, ...without } = attributes;
    expect(await shownPixels(attributes, stored, asked)).toEqual(await shownPixels(without, stored, asked));
  });

  it('that is shorter than it says shows nothing unless a window is asked for', async () => {
    const lying = { ...row, VOILUTSequence: [{ ...table, LUTDescriptor: [4, -8, 12] }] };
    expect(await refusalOf(lying, stored)).toBe('imaging.frame.unreadable');
    expect(await refusalOf(lying, stored, { window: 'full' })).toBe('shown');
  });
});
