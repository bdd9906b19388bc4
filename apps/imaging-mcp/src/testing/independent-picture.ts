import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Decoder {
  getEncodedBuffer(bytes: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
}

/** The stored values of a frame, by the codec itself and nothing of this app. */
export async function decodedHtj2k(bytes: Uint8Array): Promise<Uint16Array> {
  // Untyped, hence said once here.
  const factory = require('@cornerstonejs/codec-openjph') as () => Promise<{ HTJ2KDecoder: new () => Decoder }>;
  const { HTJ2KDecoder } = await factory();
  const decoder = new HTJ2KDecoder();
  decoder.getEncodedBuffer(bytes.length).set(bytes);
  decoder.decode();
  const decoded = decoder.getDecodedBuffer().slice();
  return new Uint16Array(decoded.buffer);
}

/** PS3.3 C.11.2.1.2.1 to the letter, value by value. */
export function linearGrey(
  values: Uint16Array,
  look: { readonly center: number; readonly width: number; readonly slope: number; readonly intercept: number },
): Buffer {
  const { center: c, width: w, slope, intercept } = look;
  const greys = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const x = (values[at] ?? 0) * slope + intercept;
    if (x <= c - 0.5 - (w - 1) / 2) greys[at] = 0;
    else if (x > c - 0.5 + (w - 1) / 2) greys[at] = 255;
    else greys[at] = Math.round(((x - (c - 0.5)) / (w - 1) + 0.5) * 255);
  }
  return Buffer.from(greys.buffer);
}
