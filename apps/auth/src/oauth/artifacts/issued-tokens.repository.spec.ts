import { createDataSource } from '@caregate/data-models';
import { givenAuth, type GivenAuth } from '../../testing/auth.fixture.js';
import { givenSeededClients } from '../../testing/seeded-client.fixture.js';
import { IssuedTokensRepository, type MachineTokenRow } from './issued-tokens.repository.js';

describe('rows of tokens of applications', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    auth = await givenAuth();
    await givenSeededClients(auth);
  });
  afterAll(() => auth.close());

  it('are committed without waiting for the disk, and nothing else of that connection is', async () => {
    const dataSource = createDataSource({ url: auth.databaseUrl, applicationName: 'spec', poolSize: 1 });
    await dataSource.initialize();
    try {
      const [client] = await dataSource.query<{ client_id: string; version: string }[]>(
        `select client_id, xmin::text as version from auth.oauth_client where active limit 1`,
      );
      const row = rowOf(client?.client_id ?? '', client?.version ?? '');
      const issued = new IssuedTokensRepository(dataSource);
      expect(await issued.insertOfMachines([row, { ...row, jti: 'of another version', clientVersion: '0' }])).toEqual([
        true,
        false,
      ]);
      expect(await dataSource.query('show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    } finally {
      await dataSource.destroy();
    }
  });
});

function rowOf(clientId: string, clientVersion: string): MachineTokenRow {
  const issuedAt = new Date();
  const expiresAt = new Date(issuedAt.getTime() + 60_000);
  return { jti: 'of this version', clientId, clientVersion, audience: 'https://ehr.example', issuedAt, expiresAt };
}
