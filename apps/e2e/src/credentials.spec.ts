import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startHealthImaging } from '@caregate/dev';
import { startAwsRoles, type AwsKeys, type AwsRoles } from './support/aws-roles.js';
import { callTool } from './support/call-tool.js';
import { startImagingHouse, type ImagingHouse } from './support/imaging-house.js';

const REGION = 'eu-west-1';

const keys = (name: string): AwsKeys => ({
  accessKeyId: `AKID${name}`,
  secretAccessKey: randomBytes(30).toString('base64url'),
  sessionToken: randomBytes(48).toString('base64url'),
});

describe('[I11] an imaging server with credentials of AWS in several places', () => {
  const lasting = keys('LASTING');
  const temporary = keys('TEMPORARY');
  /** Known to no archive: who uses them has looked in the wrong place. */
  const wrong = keys('WRONG');
  let house: ImagingHouse;
  let forLasting: string;
  let forTemporary: string;
  let roles: AwsRoles;
  let wrongRole: AwsRoles;
  let files: Readonly<Record<string, string>>;

  beforeAll(async () => {
    house = await startImagingHouse();
    const archive = async (credentials: Parameters<typeof startHealthImaging>[0]['credentials']) => {
      const { url, close } = await startHealthImaging({ credentials, region: REGION, studies: [] });
      return (await house.started(Promise.resolve({ url, stop: close }))).url;
    };
    const { sessionToken: _none, ...lastingPair } = lasting;
    forLasting = await archive(lastingPair);
    forTemporary = await archive(temporary);
    roles = await house.started(startAwsRoles(temporary));
    wrongRole = await house.started(startAwsRoles(wrong));
    files = filesIn(house.folder, { default: wrong, clinic: lasting });
  }, 60_000);

  afterAll(() => house.stop());

  /** What a server with these variables says of its datastores. */
  async function asked(endpoint: string, variables: Readonly<Record<string, string>>, region = REGION) {
    const archives = { HEALTHIMAGING_ENDPOINT: endpoint, AWS_REGION: region, ...variables };
    const { url, stop } = await house.imagingServer(archives);
    const { json } = await callTool(`${url}/mcp`, house.doctor, 'list_datastores', { datastore_status: 'ACTIVE' });
    await stop();
    return json;
  }

  const served = { datastore_summaries: [expect.objectContaining({ datastore_status: 'ACTIVE' })] };
  const refused = { error: true, type: 'auth_error', code: 'imaging.archive.unauthorized' };
  const environment = { AWS_ACCESS_KEY_ID: lasting.accessKeyId, AWS_SECRET_ACCESS_KEY: lasting.secretAccessKey };

  it('takes those of its environment before those of files and of roles', async () => {
    const variables = { ...environment, ...files, ...wrongRole.container };
    await expect(asked(forLasting, variables)).resolves.toMatchObject(served);
  }, 30_000);

  it('takes those of the profile that is named before those of a role', async () => {
    const variables = { ...files, AWS_PROFILE: 'clinic', ...wrongRole.container };
    await expect(asked(forLasting, variables)).resolves.toMatchObject(served);
  }, 30_000);

  it.each(['container', 'machine'] as const)(
    'takes those of the role of its %s, which are temporary',
    async (place) => {
      const nothing = { HOME: path.join(house.folder, 'nobody') };
      await expect(asked(forTemporary, { ...nothing, ...roles[place] })).resolves.toMatchObject(served);
    },
    30_000,
  );

  it('starts without any, and says at the first call that the archive takes none of it', async () => {
    const nothing = { HOME: path.join(house.folder, 'nobody'), AWS_EC2_METADATA_DISABLED: 'true' };
    await expect(asked(forLasting, nothing)).resolves.toMatchObject(refused);
  }, 30_000);

  it('signs for the region that it is given, so that an archive of another one refuses it', async () => {
    await expect(asked(forLasting, environment, 'us-west-2')).resolves.toMatchObject(refused);
  }, 30_000);
});

/** The files of `~/.aws` at another place; secrets in one, settings in the other. */
function filesIn(folder: string, profiles: Readonly<Record<string, AwsKeys>>): Readonly<Record<string, string>> {
  const credentials = Object.entries(profiles).map(([name, { accessKeyId, secretAccessKey }]) =>
    [`[${name}]`, `aws_access_key_id = ${accessKeyId}`, `aws_secret_access_key = ${secretAccessKey}`, ''].join('\n'),
  );
  const AWS_SHARED_CREDENTIALS_FILE = path.join(folder, 'credentials');
  const AWS_CONFIG_FILE = path.join(folder, 'config');
  writeFileSync(AWS_SHARED_CREDENTIALS_FILE, credentials.join('\n'), { mode: 0o600 });
  writeFileSync(AWS_CONFIG_FILE, '');
  return { AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE };
}
