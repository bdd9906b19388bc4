import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen } from '@caregate/testing';
import { OrthancClient } from './orthanc-client.js';

const away = { code: 'imaging.archive.unavailable', kind: 'unavailable' };
const study = (uid: string, mrn: string) => ({
  ID: 'of the archive',
  MainDicomTags: { StudyInstanceUID: uid, StudyDate: '20260101' },
  PatientMainDicomTags: { PatientID: mrn, PatientName: 'Doe^Jo' },
});
const filed = { studyInstanceUid: '2.25.1', mrn: 'MRN001' };

interface Asked {
  readonly target: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

describe('the question to the archive whose a study is', () => {
  const asked: Asked[] = [];
  let answer: (response: ServerResponse) => void;
  let server: Server;
  let client: OrthancClient;
  beforeAll(async () => {
    server = createServer((message, response) => void read(message).then(() => answer(response)));
    const url = `http://127.0.0.1:${await listen(server)}`;
    client = new OrthancClient({ url, username: 'gate', password: 'ß:x' });
  });
  beforeEach(() => asked.splice(0));
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function read(message: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
    const { authorization } = message.headers;
    asked.push({ target: `${message.method} ${message.url}`, authorization, body: Buffer.concat(chunks).toString() });
  }
  const json = (value: unknown, status = 200) => {
    answer = (response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  const byUid = { by: 'dicomweb', studyInstanceUid: '2.25.1' } as const;
  const byId = (level: 'studies' | 'series' | 'instances') => ({ by: 'orthanc', level, id: 'a-b' }) as const;

  it.each([
    ['studies', 'GET /studies/a-b'],
    ['series', 'GET /series/a-b/study'],
    ['instances', 'GET /instances/a-b/study'],
  ] as const)('is asked of its %s by their id, with its own password', async (level, target) => {
    json(study('2.25.1', 'MRN001'));
    expect(await client.find(byId(level))).toEqual(filed);
    const authorization = `Basic ${Buffer.from('gate:ß:x').toString('base64')}`;
    expect(asked).toEqual([{ target, authorization, body: '' }]);
    expect(client.authorization).toBe(authorization);
  });

  it('is asked of DICOMweb by the UID', async () => {
    json([study('2.25.1', 'MRN001')]);
    expect(await client.find(byUid)).toEqual(filed);
    expect(asked[0]?.target).toBe('POST /tools/find');
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      Level: 'Study',
      Expand: true,
      Limit: 2,
      Query: { StudyInstanceUID: '2.25.1' },
    });
  });

  it('has no answer for what the archive has not, nor for one UID of two patients', async () => {
    json({}, 404);
    expect(await client.find(byId('studies'))).toBeUndefined();
    json([]);
    expect(await client.find(byUid)).toBeUndefined();
    json([study('2.25.1', 'MRN001'), study('2.25.1', 'MRN002')]);
    expect(await client.find(byUid)).toBeUndefined();
  });

  it.each([
    ['a study of nobody', () => json({ ...study('2.25.1', 'x'), PatientMainDicomTags: {} })],
    ['a study of a patient without a number', () => json(study('2.25.1', ''))],
    ['a study without UID', () => json(study('', 'MRN001'))],
    ['a number that is too long', () => json(study('2.25.1', 'x'.repeat(65)))],
  ])('is not answered by %s', async (_what, given) => {
    given();
    await expect(client.find(byId('studies'))).rejects.toMatchObject({ name: 'ZodError' });
  });

  it.each([
    ['another status', () => json(study('2.25.1', 'MRN001'), 500)],
    ['a password that is not taken', () => json({}, 401)],
    ['no JSON', () => (answer = (response) => response.end('{'))],
    ['another address', () => (answer = (response) => response.writeHead(302, { location: '/studies/c' }).end())],
    ['a broken connection', () => (answer = (response) => response.destroy())],
    ['silence', () => (answer = () => undefined)],
  ])('cannot be answered with %s, and is not answered at all then', async (_what, given) => {
    given();
    await expect(client.find(byId('studies'))).rejects.toMatchObject(away);
    expect(asked).toHaveLength(1);
  });
});
