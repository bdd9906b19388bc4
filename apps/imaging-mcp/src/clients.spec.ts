import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as HttpV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { imagingTools } from './imaging-tools.js';
import { ImagingHouse } from './testing/imaging-house.js';
import { localHealthImaging, type LocalHealthImaging } from './testing/local-health-imaging.js';

const project = path.dirname(import.meta.dirname);
const tsc = path.resolve(project, '../../node_modules/@typescript/native/bin/tsc');
const compileCache = path.resolve(project, '../../node_modules/.cache/node-compile');
const me = { name: 'spec', version: '1.0.0' };
const names = imagingTools.map(({ name }) => name);

/** What both generations of the SDK's client can do. */
interface AnyClient {
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(call: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  close(): Promise<void>;
}

describe('clients of the imaging server', () => {
  let archive: LocalHealthImaging;
  let house: ImagingHouse;
  let doctor: string;
  const clients: AnyClient[] = [];

  beforeAll(async () => {
    // The process that clients start is what the build makes, so the build must be of these sources.
    execFileSync(process.execPath, [tsc, '-b', project]);
    archive = await localHealthImaging(1);
    house = await ImagingHouse.open({
      AWS_REGION: archive.region,
      AWS_ACCESS_KEY_ID: archive.accessKeyId,
      AWS_SECRET_ACCESS_KEY: archive.secretAccessKey,
      HEALTHIMAGING_ENDPOINT: archive.url,
    });
    await house.relate('doctor', house.patients.john);
    doctor = await house.token('doctor');
  }, 60_000);

  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

  afterAll(async () => {
    await house.close();
    await archive.stop();
  });

  /** Environment and command of the process that a host starts for one person. */
  const process1 = (token: string | undefined) => ({
    command: process.execPath,
    args: [path.join(project, 'dist/stdio.main.js')],
    env: {
      CAREGATE_PROFILE: 'dev',
      NODE_COMPILE_CACHE: compileCache,
      ...house.environment,
      ...(token !== undefined && { CAREGATE_ACCESS_TOKEN: token }),
    },
    stderr: 'pipe' as const,
  });
  const over = {
    http: (token: string) =>
      new StreamableHTTPClientTransport(new URL(house.url), {
        requestInit: { headers: { authorization: `Bearer ${token}` } },
      }),
    stdio: (token: string) => new StdioClientTransport(process1(token)),
  };
  const overV1 = {
    http: (token: string) =>
      new HttpV1(new URL(house.url), { requestInit: { headers: { authorization: `Bearer ${token}` } } }),
    stdio: (token: string) => new StdioV1(process1(token)),
  };

  async function connected(door: keyof typeof over, token: string, options: ClientOptions = {}): Promise<Client> {
    const client = new Client(me, options);
    await client.connect(over[door](token));
    clients.push(client);
    return client;
  }

  async function connectedV1(door: keyof typeof over, token: string): Promise<AnyClient> {
    const client = new ClientV1(me);
    // The SDK's own transport lacks `undefined` in an optional property that its interface demands.
    await client.connect(overV1[door](token) as Parameters<ClientV1['connect']>[0]);
    clients.push(client);
    return client;
  }

  /** What an assistant does: datastore, image set, picture. */
  async function looksAtTheChest(client: AnyClient): Promise<void> {
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(names);
    const call = async (name: string, input: object) =>
      Object(await client.callTool({ name, arguments: { ...input } }));
    const { structuredContent: list } = await call('list_datastores', { datastore_status: 'ACTIVE' });
    const datastore_id = list['datastore_summaries'][0].datastore_id;
    const filters = [{ operator: 'EQUAL', values: [{ DICOMPatientId: 'MRN001' }] }];
    const { structuredContent: found } = await call('search_image_sets', {
      datastore_id,
      search_criteria: { filters },
    });
    const ct = found['image_sets_metadata_summaries'].find(isCt);
    const looked = await call('render_image_frame', { datastore_id, image_set_id: ct?.image_set_id, window: 'lung' });
    expect(looked.structuredContent).toMatchObject({ window: { source: 'lung' }, checksum: 'verified' });
    expect(looked.content).toEqual([
      { type: 'text', text: JSON.stringify(looked.structuredContent, null, 2) },
      { type: 'image', mimeType: 'image/png', data: expect.stringMatching(/^iVBORw0KGgo/) },
    ]);
  }

  it.each([
    ['takes 2025-11-25', {}, 'legacy'],
    ['insists on 2026-07-28', { versionNegotiation: { mode: { pin: '2026-07-28' } } }, 'modern'],
  ] as const)('look at a picture over HTTP with SDK 2 that %s', async (_case, options, era) => {
    const client = await connected('http', doctor, options);
    expect(client.getProtocolEra()).toBe(era);
    await looksAtTheChest(client);
  });

  it.each(['http', 'stdio'] as const)(
    'look at a picture over %s with SDK 1',
    async (door) => {
      await looksAtTheChest(await connectedV1(door, doctor));
    },
    60_000,
  );

  it('look at a picture over stdio with SDK 2, end the process with them, and are on the trail', async () => {
    await house.relate('doctor-at-home', house.patients.john);
    const transport = new StdioClientTransport(process1(await house.token('doctor-at-home')));
    const client = new Client(me, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
    await client.connect(transport);
    const { pid } = transport;
    expect(client.getProtocolEra()).toBe('modern');
    await looksAtTheChest(client);
    await client.close();
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH');
    const done = { outcome: 'success', transport: 'stdio' };
    await expect(house.trailOf('doctor-at-home')).resolves.toMatchObject([
      { event: 'imaging.datastore.read', ...done },
      { event: 'imaging.searched', ...done },
      { event: 'imaging.frame.read', ...done, patientId: house.patients.john },
    ]);
  }, 60_000);

  it('open nothing over stdio without a token that counts', async () => {
    const client = new Client(me);
    await client.connect(new StdioClientTransport(process1(undefined)));
    clients.push(client);
    const answerTo = (input: object) => client.callTool({ name: 'list_datastores', arguments: { ...input } });
    const refused = (code: string) => ({ isError: true, content: [{ text: expect.stringContaining(code) }] });
    expect(await answerTo({})).toMatchObject(refused('token.absent'));
    expect(await answerTo({ access_token: 'a.b.c' })).toMatchObject(refused('token.malformed'));
    const reader = await house.token('reader', { scope: 'read:patients' });
    expect(await answerTo({ access_token: reader })).toMatchObject(refused('access.scope.insufficient'));
  }, 60_000);
});

function isCt({ dicom_tags: tags }: { dicom_tags: Record<string, unknown> }): boolean {
  return tags['DICOMSeriesModality'] === 'CT';
}
