import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describeWith, until } from '@caregate/testing';
import { ImagingHouse } from '../testing/imaging-house.js';
import { startOrthanc, type Orthanc } from '../testing/orthanc.fixture.js';
import { part10Of } from '../testing/phantom-part10.js';
import { phantomImageSet } from '../testing/phantom.js';

const series = '2.25.2';
const CLIENTS = 200;
/** Connections that are kept for the next question, and pictures for those who stayed. */
const KEPT = 12;
const image = { datastore_id: 'orthanc', image_set_id: series };

describeWith('Orthanc', 'a real Orthanc that hangs and falls under a flood of clients that leave', (program) => {
  let orthanc: Orthanc;
  let house: ImagingHouse;
  let doctor: string;
  let frame: string;

  beforeAll(async () => {
    orthanc = await startOrthanc(program);
    const phantom = await phantomImageSet({
      datastoreId: 'd'.repeat(32),
      imageSetId: 'a'.repeat(32),
      mrn: 'MRN001',
      slices: 8,
    });
    for (const file of part10Of(phantom)) await orthanc.store(file);
    house = await ImagingHouse.open({
      DICOMWEB_URL: orthanc.url,
      DICOMWEB_AUTHORIZATION: orthanc.authorization,
      DICOMWEB_DATASTORE: 'orthanc',
    });
    await house.relate('doctor', house.patients.john);
    doctor = await house.token('doctor');
    const { json } = await house.call(doctor, 'render_image_frame', image);
    frame = `/patients/${house.patients.john}/datastores/orthanc/image-sets/${series}/frames/${json['image_frame_id']}`;
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await orthanc.stop();
  });

  const asking = (head: string, body = ''): Socket => {
    const socket = connect(Number(new URL(house.origin).port), '127.0.0.1').on('error', () => undefined);
    socket.write(`${head} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${doctor}\r\n`);
    socket.write(`Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n`);
    socket.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    return socket;
  };
  const rendering = (number: number): Socket => {
    const params = { name: 'render_image_frame', arguments: { ...image, frame_number: (number % 8) + 1 } };
    return asking('POST /mcp', JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }));
  };
  const pictures = () => house.metric('imaging_frame_render_duration_seconds_count');
  const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

  it.each([
    ['hangs', () => (orthanc.freeze(), Promise.resolve()), () => (orthanc.thaw(), Promise.resolve())],
    ['is killed', () => orthanc.crash(), () => Promise.resolve()],
  ])('comes back to rest when it %s, and serves others meanwhile', async (_what, trouble, relief) => {
    const atRest = sockets();
    const troubled = trouble();
    const clients = Array.from({ length: CLIENTS }, (_none, number) =>
      number % 2 === 0 ? asking(`GET ${frame}`) : rendering(number),
    );
    await until(async () => sockets() >= atRest + CLIENTS);
    expect((await house.call(doctor, 'list_datastores')).isError).toBe(false);
    for (const client of clients) client.destroy();
    await pause(500);
    const made = await pictures();
    await troubled;
    await relief();
    await until(async () => !(await house.call(doctor, 'render_image_frame', image)).isError);
    await until(async () => sockets() <= atRest + KEPT);
    expect((await pictures()) - made).toBeLessThanOrEqual(KEPT);
  });
});
