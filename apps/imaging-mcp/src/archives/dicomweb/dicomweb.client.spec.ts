import { once } from 'node:events';
import { Readable } from 'node:stream';
import { scriptedServer, type Scene, type ScriptedServer } from '../../testing/scripted-server.js';
import { defaultLimits, type ArchiveLimits } from '../archive-limits.js';
import { DicomWebClient, type DicomWebQuestion } from './dicomweb.client.js';
import { streamedPart } from './streamed-part.js';

const servers: ScriptedServer[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.stop()));

const fine: Scene = (response) => response.setHeader('content-type', 'application/dicom+json').end('[]');
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Scene =>
  (response) =>
    response.writeHead(code, headers).end('MRN001 is not known here');
const hangUp: Scene = (response) => response.destroy();
const half: Scene = (response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write(Buffer.alloc(500), () => response.destroy());
};

async function given(scenes: readonly Scene[], limits: Partial<ArchiveLimits> = {}) {
  const server = await scriptedServer(...scenes);
  servers.push(server);
  const calls: { outcome: string; retries: number }[] = [];
  const client = new DicomWebClient(
    { url: server.url, authorization: 'Basic eDp5' },
    { callFinished: ({ outcome, retries }) => void calls.push({ outcome, retries }) },
    { ...defaultLimits, attemptsMax: 3, ...limits },
  );
  const ask = (more: Partial<DicomWebQuestion> = {}) =>
    client.ask({ operation: 'SearchForSeries', path: '/series', accept: 'application/dicom+json', ...more });
  return { ask, calls, server, client };
}

describe('an answer of a DICOMweb archive that nobody reads any more', () => {
  it.each([
    ['as it is', 'image/jls', ''],
    ['in parts', 'multipart/related; boundary=b', '--b\r\nContent-Type: image/jls\r\n\r\n'],
  ])('is let go of at once, be it before its first part is read (sent %s)', async (_how, contentType, head) => {
    let left: Promise<unknown> | undefined;
    const { client } = await given([
      (response) => {
        left = once(response, 'close');
        response.writeHead(200, { 'content-type': contentType }).write(`${head}the beginning of a large picture`);
      },
    ]);
    const opened = await client.open({ operation: 'RetrieveFrame', path: '/frames/1', accept: contentType });
    const { chunks } = await streamedPart(opened.contentType, opened.chunks);
    const begunAt = performance.now();
    Readable.from(chunks).destroy();
    await left;
    expect(performance.now() - begunAt).toBeLessThan(defaultLimits.timeoutMilliseconds / 2);
  });
});

describe('a question to a DICOMweb archive', () => {
  it.each([
    ['is busy', [status(429), status(503)]],
    ['is behind a proxy that does not reach it', [status(502), status(504)]],
    ['hangs up', [hangUp, half]],
  ])('is asked again when the archive %s, and says how often', async (_case, troubles) => {
    const { ask, calls } = await given([...troubles, fine]);
    await expect(ask()).resolves.toMatchObject({ contentType: 'application/dicom+json' });
    expect(calls).toEqual([{ outcome: 'success', retries: 2 }]);
  });

  it('is not asked again before the archive wants to be', async () => {
    const { ask } = await given([status(503, { 'retry-after': '1' }), fine]);
    const started = performance.now();
    await ask();
    expect(performance.now() - started).toBeGreaterThan(990);
  });

  it.each([
    [400, 'imaging.request.refused'],
    [401, 'imaging.archive.unauthorized'],
    [403, 'imaging.archive.unauthorized'],
    [404, 'imaging.resource.not_found'],
    [406, 'imaging.frame.undecodable'],
    [410, 'imaging.resource.not_found'],
    [500, 'imaging.archive.unavailable'],
  ])('that is answered by %d is asked once, and the archive’s own words stay with it', async (code, expected) => {
    const { ask, calls } = await given([status(code)]);
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expected });
    expect(JSON.stringify(error)).not.toContain('MRN001');
    expect(calls).toEqual([{ outcome: 'failure', retries: 0 }]);
  });

  it.each([
    [429, 'imaging.archive.throttled'],
    [503, 'imaging.archive.unavailable'],
  ])('is given up when the archive answers %d again and again', async (code, expected) => {
    const { ask, calls } = await given([status(code)]);
    await expect(ask()).rejects.toMatchObject({ code: expected });
    expect(calls).toEqual([{ outcome: 'failure', retries: 2 }]);
  });

  it.each([
    ['says nothing', () => undefined],
    ['stops in the middle', (response: Parameters<Scene>[0]) => void response.writeHead(200).write('[')],
  ])('is given up in time when the archive %s, and not repeated', async (_case, scene) => {
    const { ask, calls } = await given([scene], { timeoutMilliseconds: 100 });
    await expect(ask()).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
    expect(calls).toEqual([{ outcome: 'failure', retries: 0 }]);
  });

  it('carries its credentials nowhere else', async () => {
    const other = await given([fine]);
    const { ask } = await given([status(302, { location: other.server.url })]);
    await expect(ask()).rejects.toMatchObject({ code: 'imaging.archive.unavailable' });
    expect(other.server.requests).toEqual([]);
  });

  it.each([
    ['a frame', { isFrame: true }, 'imaging.frame.too_large'],
    ['a study', {}, 'imaging.study.too_large'],
  ])('does not take in %s without end, however large it says it is', async (_case, more, code) => {
    const flood: Scene = (response) => {
      const pour = (): void =>
        void (response.write(Buffer.alloc(64 * 1024)) ? setImmediate(pour) : response.once('drain', pour));
      response.once('close', () => response.removeAllListeners('drain'));
      pour();
    };
    const { ask } = await given([flood], { frameBytesMax: 1_000_000, metadataBytesMax: 1_000_000 });
    await expect(ask(more)).rejects.toMatchObject({ code, detail: { bytesMax: 1_000_000 } });
  });
});
