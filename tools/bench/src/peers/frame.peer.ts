import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';

/** The part of the WebAssembly build of OpenJPH that is used; the package brings no types. */
interface OpenJph {
  readonly HTJ2KDecoder: new () => {
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8Array;
    delete(): void;
  };
}

/**
 * What a frame costs with the codecs alone: decode, window, PNG. No protocol, no token, no decision, no audit, no
 * checksum, no archive. Asked by IPC for how many seconds, and with how many frames at a time.
 */
const [, , file = '', side = '512'] = process.argv;
const codestream = readFileSync(file);
const size = Number(side);
const factory = createRequire(import.meta.url)('@cornerstonejs/codec-openjph') as () => Promise<OpenJph>;
const { HTJ2KDecoder } = await factory();
/** The lung window over stored values of 12 bits, made once. */
const greys = Uint8Array.from({ length: 4096 }, (_none, value) =>
  Math.max(0, Math.min(255, ((value - 1024 + 600 + 750) / 1500) * 255)),
);

async function renderOnce(): Promise<void> {
  const decoder = new HTJ2KDecoder();
  decoder.getEncodedBuffer(codestream.length).set(codestream);
  decoder.decode();
  const bytes = decoder.getDecodedBuffer().slice();
  decoder.delete();
  const values = new Uint16Array(bytes.buffer);
  const picture = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at += 1) picture[at] = greys[values[at] ?? 0] ?? 0;
  const raw = sharp(picture, { raw: { width: size, height: size, channels: 1 } });
  await raw.toColourspace('b-w').png({ compressionLevel: 6 }).toBuffer();
}

async function measure(seconds: number, lanes: number) {
  const milliseconds: number[] = [];
  const startedAt = performance.now();
  const lane = async () => {
    while (performance.now() - startedAt < seconds * 1000) {
      const begun = performance.now();
      await renderOnce();
      milliseconds.push(performance.now() - begun);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { milliseconds, seconds: (performance.now() - startedAt) / 1000 };
}

async function answer({ seconds, lanes }: { readonly seconds: number; readonly lanes: number }): Promise<void> {
  process.send?.(await measure(seconds, lanes));
}

process.on('message', (asked: Parameters<typeof answer>[0]) => void answer(asked));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
