import { Readable } from 'node:stream';
import { imageSetOf, type ImageFrame } from '@caregate/core-dicom';
import type { EncodedFrame, ImageArchive } from '../archives/image-archive.port.js';
import { phantomImageSet } from '../testing/phantom.js';
import { FrameRenderer } from './drawing/frame-renderer.js';
import { FrameViewer } from './frame-viewer.js';

const address = { datastoreId: 'd'.repeat(32), imageSetId: 'a'.repeat(32) };
const request = { window: 'default', center: undefined, width: undefined, size: 512, format: 'png' } as const;
const MEBIBYTE = 1024 * 1024;

/** Answers with one body after the other, and notes whether it was asked past its memory. */
async function given(damage: (good: Buffer, other: Buffer) => readonly Buffer[], bytesMax = 256 * MEBIBYTE) {
  const { metadata, frames } = await phantomImageSet({ ...address, mrn: 'MRN001', slices: 2 });
  const [frame, other] = imageSetOf(metadata).frames;
  if (frame === undefined || other === undefined) throw new Error('The phantom has two slices.');
  const bodyOf = ({ id }: ImageFrame) => frames.get(id) ?? Buffer.alloc(0);
  const bodies = [...damage(bodyOf(frame), bodyOf(other))];
  const asked: (string | undefined)[] = [];
  const leaving = new AbortController();
  const { signal } = leaving;
  const archive: Pick<ImageArchive, 'frame' | 'openFrame' | 'bulkData'> = {
    bulkData: async () => Buffer.alloc(0),
    openFrame: async () => ({ chunks: Readable.from(damage(bodyOf(frame), bodyOf(other))), contentType: 'image/jph' }),
    frame: async (_address, _id, fresh): Promise<EncodedFrame> => {
      asked.push(fresh);
      return { bytes: bodies.shift() ?? Buffer.alloc(0), contentType: 'image/jph' };
    },
  };
  let rendered = 0;
  const viewer = new FrameViewer(new FrameRenderer({ frameRendered: () => (rendered += 1) }), bytesMax);
  const place = { archive, address, signal };
  return {
    look: (of: ImageFrame = frame) => viewer.look(place, of, request),
    stored: () => viewer.stored(place, frame, MEBIBYTE),
    leave: () => leaving.abort(new Error('left')),
    asked,
    frame,
    rendered: () => rendered,
  };
}

/** Claims to be a million pixels wide and high, and is a kilobyte. */
function boasting(good: Buffer): Buffer {
  const lie = Buffer.from(good);
  lie.writeUInt32BE(1_000_000, 8);
  lie.writeUInt32BE(1_000_000, 12);
  return lie;
}

describe('looking at a frame', () => {
  it('shows the one that its metadata names, with its checksum verified', async () => {
    const { look, asked } = await given((good) => [good]);
    await expect(look()).resolves.toMatchObject({ checksum: 'verified', width: 64, height: 64 });
    expect(asked).toEqual([undefined]);
  });

  it.each([
    ['another picture', (_good: Buffer, other: Buffer) => other],
    ['half of it', (good: Buffer) => good.subarray(0, good.length >> 1)],
    ['nothing', () => Buffer.alloc(0)],
    ['noise', (good: Buffer) => Buffer.from(good).fill(0x5a, 100)],
    ['one that claims to be gigabytes', boasting],
  ])('that came as %s asks the archive itself, and shows the whole one', async (_case, damage) => {
    const { look, asked } = await given((good, other) => [damage(good, other), good]);
    await expect(look()).resolves.toMatchObject({ checksum: 'verified' });
    expect(asked).toEqual([undefined, 'fresh']);
  });

  it.each([
    ['another picture', (_good: Buffer, other: Buffer) => other],
    ['one that claims to be gigabytes', boasting],
  ])('that is %s where it is kept shows nothing', async (_case, damage) => {
    const { look } = await given((good, other) => [damage(good, other), damage(good, other)]);
    await expect(look()).rejects.toMatchObject({ code: 'imaging.frame.unreadable', kind: 'conflict' });
  });

  it('that would take more memory than there is asks for no byte of it', async () => {
    const { look, asked, frame } = await given((good) => [good]);
    const attributes = { ...frame.attributes, Rows: 30_000, Columns: 30_000 };
    await expect(look({ ...frame, attributes })).rejects.toMatchObject({ code: 'imaging.frame.too_large' });
    expect(asked).toEqual([]);
  });

  it.each([
    ['what is no picture', { Rows: undefined }],
    ['doses in 32 bits', { BitsAllocated: 32 }],
  ])('of %s says that it cannot be shown, and asks for no byte of it', async (_case, change) => {
    const { look, asked, frame } = await given((good) => [good]);
    const attributes = { ...frame.attributes, ...change };
    await expect(look({ ...frame, attributes })).rejects.toMatchObject({ code: 'imaging.frame.undecodable' });
    expect(asked).toEqual([]);
  });

  it('is given up for who leaves: nothing more is fetched, and nothing made', async () => {
    const { look, stored, leave, asked, rendered } = await given((good) => [good]);
    const [looked, read] = [look(), stored()];
    leave();
    await expect(looked).rejects.toThrow('left');
    await expect(read).rejects.toThrow('left');
    await expect(look()).rejects.toThrow('left');
    expect([asked.length <= 1, rendered()]).toEqual([true, 0]);
  });
});
