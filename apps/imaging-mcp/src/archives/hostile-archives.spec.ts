import { once } from 'node:events';
import { setInterval as ticks } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { archiveAt } from '../testing/archive-at.js';
import { scriptedServer, type Scene, type ScriptedServer } from '../testing/scripted-server.js';
import { defaultLimits, type ArchiveLimits } from './archive-limits.js';
import { DicomWebArchive } from './dicomweb/dicomweb.archive.js';
import type { HealthImagingArchive } from './healthimaging/healthimaging.archive.js';

const MEBIBYTE = 1024 * 1024;
const metrics = { callFinished: () => undefined };
const address = { datastoreId: 'd'.repeat(32), imageSetId: 'a'.repeat(32) };
const page = { resultsMax: 50, token: undefined };
const study = [{ '0020000D': { vr: 'UI', Value: ['2.25.1'] } }];
const multipart = 'multipart/related; type="application/octet-stream"; boundary="b"';

const servers: ScriptedServer[] = [];
const archives: HealthImagingArchive[] = [];
afterEach(() => {
  servers.splice(0).forEach((server) => server.stop());
  archives.splice(0).forEach((archive) => archive.close());
});

async function serving(...scenes: readonly Scene[]): Promise<string> {
  const server = await scriptedServer(...scenes);
  servers.push(server);
  return server.url;
}

async function dicomWeb(scenes: readonly Scene[], limits: Partial<ArchiveLimits> = {}) {
  const options = { url: await serving(...scenes), authorization: undefined, datastoreId: 'clinic' };
  return new DicomWebArchive(options, metrics, { ...defaultLimits, attemptsMax: 1, ...limits });
}

async function healthImaging(scene: Scene, limits: Partial<ArchiveLimits> = {}) {
  const archive = archiveAt(await serving(scene), { attemptsMax: 1, ...limits });
  archives.push(archive);
  return archive;
}

const json =
  (body: unknown): Scene =>
  (response) =>
    response.setHeader('content-type', 'application/dicom+json').end(JSON.stringify(body));

/** A byte now and then, so that it is never silent; notes when nobody listens any more. */
function dripping(left: { closed?: Promise<unknown> } = {}): Scene {
  return async (response) => {
    const closed = once(response, 'close');
    left.closed = closed;
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    for await (const _tick of ticks(10)) if (!response.write('[')) return;
  };
}

/** As much as is taken, for as long as it is taken. */
const endless =
  (status: number): Scene =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    const bytes = Buffer.alloc(64 * 1024, ' ');
    const pour = (): void => {
      if (response.destroyed) return;
      if (response.write(bytes)) setImmediate(pour);
      else response.once('drain', pour);
    };
    pour();
  };

describe('a DICOMweb archive that means ill', () => {
  it('holds nobody by trickling, and is left', async () => {
    const left: { closed?: Promise<unknown> } = {};
    const archive = await dicomWeb([json(study), dripping(left)], { wholeMilliseconds: 100 });
    await expect(archive.frame(address, '2.25.9-1')).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
    await expect(left.closed).resolves.toEqual([]);
  });

  it('unpacks no more than may be taken in', async () => {
    const bomb = gzipSync(Buffer.alloc(256 * MEBIBYTE));
    const archive = await dicomWeb(
      [json(study), (response) => response.setHeader('content-encoding', 'gzip').end(bomb)],
      { frameBytesMax: MEBIBYTE },
    );
    const before = process.memoryUsage().rss;
    await expect(archive.frame(address, '2.25.9-1')).rejects.toMatchObject({ code: 'imaging.frame.too_large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * MEBIBYTE);
  });

  it.each([
    ['a boundary that begins everywhere', '--b'],
    ['lines of boundaries that are none', '\r\n--bx'],
  ])('keeps nobody else waiting with %s', async (_case, piece) => {
    const body = Buffer.from(piece.repeat(2 * MEBIBYTE));
    const archive = await dicomWeb([
      json(study),
      (response) => response.setHeader('content-type', multipart).end(body),
    ]);
    const began = performance.now();
    await expect(archive.frame(address, '2.25.9-1')).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('is not read to the end when it finds more than it was asked for', async () => {
    const series = { '0020000E': { vr: 'UI', Value: ['2.25.1'] }, '00100020': { vr: 'LO', Value: ['MRN001'] } };
    const archive = await dicomWeb([json(Array(100_000).fill(series))]);
    await expect(archive.search('clinic', {}, page)).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
  });
});

describe('a HealthImaging that means ill', () => {
  it.each([
    ['an answer', 200],
    ['a refusal', 500],
  ])('fills no memory with %s that never ends', async (_case, status) => {
    const archive = await healthImaging(endless(status));
    const before = process.memoryUsage().rss;
    await expect(archive.search(address.datastoreId, {}, page)).rejects.toMatchObject({
      code: 'imaging.archive.unavailable',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * MEBIBYTE);
  });

  it.each([
    ['results', (archive: HealthImagingArchive) => archive.search(address.datastoreId, {}, page)],
    ['headers', (archive: HealthImagingArchive) => archive.metadata(address, '1')],
    ['a frame', (archive: HealthImagingArchive) => archive.frame(address, 'f'.repeat(32))],
  ])('holds nobody by trickling %s', async (_case, ask) => {
    const archive = await healthImaging(dripping(), { wholeMilliseconds: 100 });
    await expect(ask(archive)).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
  });
});
