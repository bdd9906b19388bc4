import { testDatabase, until, withClient } from '@caregate/testing';
import { Server } from 'socket.io';
import { openFanOut } from './fan-out.js';

const LISTENING = `select pid from pg_stat_activity
  where application_name = 'orchestrator-sockets' and datname = current_database()`;

describe('what carries events between instances', () => {
  it('outlives the loss of its connection, and has room for the next', async () => {
    const database = await testDatabase();
    const complaints: string[] = [];
    const logger = { warn: (_facts: object, message: string) => void complaints.push(message) };
    const fanOut = openFanOut({ databaseUrl: database.superuserUrl, connectionsMax: 1, logger });
    const io = new Server({ adapter: fanOut.adapter });
    await withClient(database.superuserUrl, async (client) => {
      const listening = async () => (await client.query<{ pid: number }>(LISTENING)).rows[0]?.pid;
      await until(async () => (await listening()) !== undefined);
      const lost = await listening();
      await client.query('select pg_terminate_backend($1, 5000)', [lost]);
      await until(async () => ![undefined, lost].includes(await listening()));
    });
    expect(complaints).toContain('events do not reach other instances at the moment');
    await io.of('/').adapter.close();
    await fanOut.close();
    await database.drop();
  });
});
