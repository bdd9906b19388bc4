import { testDatabase, until, withClient } from '@caregate/testing';
import { Server } from 'socket.io';
import { openFanOut } from './fan-out.js';

describe('what carries events between instances', () => {
  it('outlives the loss of its connection, and has room for the next', async () => {
    const database = await testDatabase();
    const query = (sql: string) =>
      withClient(database.superuserUrl, async (client) => (await client.query<{ pid: number }>(sql)).rows);
    const listening = async () => {
      const rows = await query(
        `select pid from pg_stat_activity where application_name = 'orchestrator-sockets' and datname = current_database()`,
      );
      return rows[0]?.pid;
    };
    const complaints: string[] = [];
    const logger = { warn: (_facts: object, message: string) => void complaints.push(message) };
    const fanOut = openFanOut({ databaseUrl: database.superuserUrl, connectionsMax: 1, logger });
    const io = new Server({ adapter: fanOut.adapter });
    await until(async () => (await listening()) !== undefined);
    const lost = await listening();
    await query(`select pg_terminate_backend(${lost}, 5000)`);
    await until(async () => ![undefined, lost].includes(await listening()));
    expect(complaints).toContain('events do not reach other instances at the moment');
    await io.of('/').adapter.close();
    await fanOut.close();
    await database.drop();
  });
});
