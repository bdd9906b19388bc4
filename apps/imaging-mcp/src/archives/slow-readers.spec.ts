import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { archiveAt } from '../testing/archive-at.js';
import { scriptedServer, type Scene, type ScriptedServer } from '../testing/scripted-server.js';
import { defaultLimits } from './archive-limits.js';
import { DicomWebArchive } from './dicomweb/dicomweb.archive.js';
import type { ImageArchive } from './image-archive.port.js';

/** More than the kernel takes on the way. */
const FRAME_BYTES = 32 * 1024 * 1024;
const frame = Buffer.alloc(FRAME_BYTES, 7);
const PATIENCE_MILLISECONDS = 500;
const metrics = { callFinished: () => undefined };
const address = { datastoreId: 'd'.repeat(32), imageSetId: 'a'.repeat(32) };
const limits = { ...defaultLimits, attemptsMax: 1, timeoutMilliseconds: PATIENCE_MILLISECONDS };

const study: Scene = (response) =>
  response
    .setHeader('content-type', 'application/dicom+json')
    .end(JSON.stringify([{ '0020000D': { vr: 'UI', Value: ['2.25.1'] } }]));
const whole: Scene = (response) => response.setHeader('content-type', 'image/jphc').end(frame);
const half: Scene = (response) => {
  response.writeHead(200, { 'content-type': 'image/jphc', 'content-length': FRAME_BYTES });
  response.write(frame.subarray(FRAME_BYTES / 2));
};

const dicomWeb = {
  frameId: '2.25.9-1',
  scenes: [study],
  archive: (url: string): ImageArchive =>
    new DicomWebArchive({ url, authorization: undefined, datastoreId: 'clinic' }, metrics, limits),
};
const healthImaging = {
  frameId: 'f'.repeat(32),
  scenes: [],
  archive: (endpoint: string): ImageArchive => archiveAt(endpoint, limits),
};

describe.each([
  ['DICOMweb', dicomWeb],
  ['HealthImaging', healthImaging],
])('a frame of %s', (_name, { frameId, scenes, archive }) => {
  let server: ScriptedServer;
  afterEach(() => server.stop());

  async function opened(scene: Scene) {
    server = await scriptedServer(...scenes, scene);
    return (await archive(server.url).openFrame(address, frameId)).chunks;
  }

  /** Bytes that come, with a rest behind the first of them that is longer than an archive may be silent. */
  async function readWithARest(chunks: AsyncIterable<Uint8Array>): Promise<number> {
    let bytes = 0;
    for await (const chunk of chunks) {
      if (bytes === 0) await pause(2 * PATIENCE_MILLISECONDS);
      bytes += chunk.length;
    }
    return bytes;
  }

  it('comes whole to somebody who reads slower than an archive may be silent', async () => {
    expect(await readWithARest(await opened(whole))).toBe(FRAME_BYTES);
  });

  it('is given up when nothing more of it comes, however slowly it was read', async () => {
    await expect(readWithARest(await opened(half))).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it.each([
    [
      'while they rest',
      async (chunks: AsyncIterable<Uint8Array>) => {
        for await (const _chunk of chunks) break;
      },
    ],
    ['before they begin', async (chunks: AsyncIterable<Uint8Array>) => void Readable.from(chunks).destroy()],
  ])('is let go of by somebody who leaves %s', async (_when, leave) => {
    let left: Promise<unknown> = Promise.resolve();
    const chunks = await opened((response, request) => {
      left = once(response, 'close');
      return half(response, request);
    });
    await leave(chunks);
    await expect(left).resolves.toEqual([]);
  });
});
