import { createDataSource } from '@caregate/data-models';
import { clientConfigOf } from './client-config.js';

const url = 'postgres://caregate_ehr@primary/caregate';

describe('the connection for messages', () => {
  it('goes where the data source goes, and says what it is for', () => {
    const { options } = createDataSource({ url, applicationName: 'ehr-mcp' });
    expect(clientConfigOf(options)).toMatchObject({ connectionString: url, application_name: 'ehr-mcp-messaging' });
  });

  it('goes to the primary, for a replica may not have yet what is announced', () => {
    const { options } = createDataSource({ url, readReplicaUrls: ['postgres://replica'], applicationName: 'ehr-mcp' });
    expect(clientConfigOf(options)).toMatchObject({ connectionString: url, application_name: 'ehr-mcp-messaging' });
  });

  it('takes an address in parts, and how to encrypt', () => {
    const parts = { host: 'primary', port: 5433, username: 'u', password: 'p', database: 'd', ssl: { ca: 'pem' } };
    expect(clientConfigOf({ type: 'postgres', ...parts })).toMatchObject({
      host: 'primary',
      port: 5433,
      user: 'u',
      password: 'p',
      database: 'd',
      ssl: { ca: 'pem' },
      application_name: 'caregate-messaging',
    });
  });

  it('exists for PostgreSQL only', () => {
    expect(() => clientConfigOf({ type: 'sqljs' })).toThrow('Messages need PostgreSQL, and the data source is sqljs.');
  });
});
