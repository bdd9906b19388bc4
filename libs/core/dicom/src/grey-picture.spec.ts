import fc from 'fast-check';
import { fullWindow, greyPicture, storedValues } from './grey-picture.js';
import { windowPresets } from './grey-window.js';
import type { PixelFormat } from './pixel-format.js';

const ct: PixelFormat = {
  rows: 1,
  columns: 4,
  bitsAllocated: 16,
  bitsStored: 16,
  isSigned: true,
  samplesPerPixel: 1,
  photometricInterpretation: 'MONOCHROME2',
  isPlanar: false,
};
const unsigned = { ...ct, isSigned: false };
const hounsfield = { slope: 1, intercept: -1024 };
const brain = { ...hounsfield, window: windowPresets.brain, isInverted: false };

function bytesOf(values: Int16Array | Uint16Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

describe('a grey picture', () => {
  it('shows what lies below the window black, above it white and its middle grey (PS3.3 C.11.2.1.2.1)', () => {
    const values = Int16Array.of(0, 1024, 1024 + 40, 1024 + 80, 3000);
    expect([...greyPicture(bytesOf(values), ct, brain)]).toEqual([0, 0, 129, 255, 255]);
  });

  it('is its own negative when the lowest value is white', () => {
    const values = Int16Array.from({ length: 200 }, (_none, index) => 1000 + index);
    const positive = greyPicture(bytesOf(values), ct, brain);
    const negative = greyPicture(bytesOf(values), ct, { ...brain, isInverted: true });
    expect([...negative].every((grey, at) => Math.abs(255 - grey - (positive[at] ?? -1)) <= 1)).toBe(true);
  });

  it('never makes a higher value darker, whatever the window', () => {
    const property = fc.property(
      fc.int16Array({ minLength: 2, maxLength: 50 }),
      fc.record({ center: fc.integer({ min: -2000, max: 2000 }), width: fc.integer({ min: 1, max: 4000 }) }),
      (values, window) => {
        const greys = greyPicture(bytesOf(values.sort()), ct, { ...hounsfield, window, isInverted: false });
        return greys.every((grey, at) => at === 0 || grey >= (greys[at - 1] ?? 0));
      },
    );
    fc.assert(property, { numRuns: 50 });
  });

  it('uses all greys of the full window', () => {
    const values = Uint16Array.of(100, 200, 300);
    const window = fullWindow(values, { slope: 1, intercept: 0 });
    expect(window).toEqual({ center: 200.5, width: 201 });
    const look = { slope: 1, intercept: 0, window, isInverted: false };
    expect([...greyPicture(bytesOf(values), unsigned, look)]).toEqual([0, 128, 255]);
  });

  it.each([
    ['12 bits unsigned, with an overlay above them', { isSigned: false, bitsStored: 12 }, [0xf000, 0x0fff], [0, 255]],
    ['12 bits signed', { isSigned: true, bitsStored: 12 }, [0x0800, 0x07ff], [0, 255]],
    ['16 bits signed', { isSigned: true, bitsStored: 16 }, [0x8000, 0x7fff], [0, 255]],
  ])('reads %s', (_case, overrides, words, greys) => {
    const look = { slope: 1, intercept: 0, window: { center: 1000, width: 100 }, isInverted: false };
    expect([...greyPicture(bytesOf(Uint16Array.from(words)), { ...ct, ...overrides }, look)]).toEqual(greys);
  });

  it('reads bytes', () => {
    const look = { slope: 1, intercept: 0, window: { center: 128, width: 256 }, isInverted: false };
    const format = { ...unsigned, bitsAllocated: 8, bitsStored: 8 };
    expect([...greyPicture(Uint8Array.of(0, 100, 255), format, look)]).toEqual([0, 100, 255]);
  });
});

describe('the stored values', () => {
  it.each([
    ['signed, 16 of 16 bits', { isSigned: true }, [-1, 1, -2, 2]],
    ['unsigned, 16 of 16 bits', { isSigned: false }, [65_535, 1, 65_534, 2]],
    ['unsigned, 12 of 16 bits', { isSigned: false, bitsStored: 12 }, [4095, 1, 4094, 2]],
    ['signed, 12 of 16 bits', { isSigned: true, bitsStored: 12 }, [-1, 1, -2, 2]],
  ])('are read %s, at an odd place in memory as well', (_case, overrides, expected) => {
    const bytes = Uint8Array.of(0, 0xff, 0xff, 1, 0, 0xfe, 0xff, 2, 0);
    // `slice` of a Buffer is a view, where that of a Uint8Array is a copy.
    for (const odd of [bytes.subarray(1), Buffer.from(bytes.buffer, 1)])
      expect([...storedValues(odd, { ...ct, ...overrides })]).toEqual(expected);
  });

  it('are bytes where eight bits are allocated', () => {
    const format = { ...ct, bitsAllocated: 8, bitsStored: 8 };
    expect([...storedValues(Uint8Array.of(255, 1), { ...format, isSigned: false })]).toEqual([255, 1]);
    expect([...storedValues(Uint8Array.of(255, 1), { ...format, isSigned: true })]).toEqual([-1, 1]);
  });
});
