import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { migrate } from '@caregate/data-models';
import {
  freePort,
  testDatabase,
  testIssuer,
  until,
  withClient,
  type TestDatabase,
  type TestIssuer,
} from '@caregate/testing';
import pg from 'pg';
import { WebSocket } from 'ws';

const entry = path.resolve(import.meta.dirname, '../../dist/main.js');
const visit = { date: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10), time: '10:00' };
const johns = { mrn: 'MRN001', provider_npi: '1234567893' };
const janes = { mrn: 'MRN002', provider_npi: '1245319599' };

describe('a stop of the health record, as a process of its own (features M16, O19)', () => {
  let database: TestDatabase;
  let issuer: TestIssuer;
  let app: ChildProcess;
  let port: number;
  let url: string;
  let headers: Record<string, string>;

  beforeAll(async () => {
    [database, issuer] = await Promise.all([testDatabase({ migrate }), testIssuer()]);
    port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const facts = { sub: 'app-1', client_id: 'app-1', subject_kind: 'client', role: 'doctor', aud: `${url}/mcp` };
    const token = await issuer.token({ ...facts, scope: 'read:patients read:providers write:appointments' });
    headers = { authorization: `Bearer ${token}` };
    await asOwner((owner) => owner.query(givenRows));
    await start();
  }, 90_000);
  afterAll(async () => {
    app.kill('SIGKILL');
    await issuer.close();
    await database.drop();
  });

  const asOwner = <T>(work: (owner: pg.Client) => Promise<T>) => withClient(database.superuserUrl, work);

  function environment(port: number) {
    return {
      CAREGATE_PROFILE: 'dev',
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: url,
      ISSUER: issuer.issuer,
      JWKS_URL: issuer.jwksUrl,
      TOKEN_URL: 'http://127.0.0.1:1/token',
      DATABASE_URL: database.urlAs('caregate_ehr'),
    };
  }

  it('answers what runs over HTTP and sockets, closes sockets with 1001 and streams in order, and exits with 0', async () => {
    const socket = new WebSocket(url.replace('http', 'ws'), { headers });
    await once(socket, 'open');
    const stream = await fetch(`${url}/sse`, { headers });
    const streamed = stream.text();
    const closed = once(socket, 'close');
    const exited = once(app, 'exit');
    const { overSocket, overHttp } = await asOwner(async (owner) => {
      await owner.query('BEGIN');
      await owner.query('SELECT FROM ehr.provider FOR NO KEY UPDATE');
      const waiting = { overSocket: once(socket, 'message'), overHttp: posted(booking(johns)) };
      socket.send(JSON.stringify(booking(janes)));
      await until(async () => (await waitingFor(owner, 'Lock')) === 2);
      app.kill('SIGTERM');
      await until(async () => (await posted({ method: 'tools/list' })).status === 503);
      await owner.query('COMMIT');
      return waiting;
    });
    const [frame] = await overSocket;
    expect(JSON.parse(String(frame))).toMatchObject({ id: 1, result: { structuredContent: { status: 'success' } } });
    expect((await overHttp).status).toBe(200);
    const [code, reason] = await closed;
    expect([code, String(reason)]).toEqual([1001, 'service stopping']);
    await expect(streamed).resolves.toContain('search_providers');
    await expect(exited).resolves.toEqual([0, null]);
    const booked = await asOwner((owner) => owner.query('SELECT FROM ehr.appointment'));
    expect(booked.rowCount).toBe(2);
  });

  it('cuts what takes longer than the stop may, tells it so, writes nothing of it, and exits with 0 all the same', async () => {
    await start();
    const exited = once(app, 'exit');
    const answers = await asOwner(async (owner) => {
      // Not by a lock, for which the record waits no longer than the stop.
      await owner.query(slowBookings);
      const socket = new WebSocket(url.replace('http', 'ws'), { headers });
      await once(socket, 'open');
      const waiting = [
        once(socket, 'message').then(([frame]) => String(frame)),
        posted(booking(johns, '11:00')).then((answer) => answer.text()),
      ] as const;
      socket.send(JSON.stringify(booking(janes, '11:00')));
      await until(async () => (await waitingFor(owner, 'Timeout')) === 2);
      app.kill('SIGTERM');
      await expect(exited).resolves.toEqual([0, null]);
      await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event = 'PgSleep'`);
      return Promise.all(waiting);
    });
    for (const answer of answers)
      expect(JSON.parse(answer).result).toMatchObject({
        isError: true,
        content: [{ text: expect.stringContaining('The service is stopping. Try again shortly.') }],
      });
    const { rows } = await asOwner((owner) => owner.query(cutCalls));
    expect(rows).toEqual([{ outcome: 'failure', code: 'service.stopping', calls: 2 }]);
    const booked = await asOwner((owner) => owner.query('SELECT FROM ehr.appointment'));
    expect(booked.rowCount).toBe(2);
  }, 30_000);

  async function start(): Promise<void> {
    app = spawn(process.execPath, [entry], { env: environment(port), stdio: ['ignore', 'ignore', 'inherit'] });
    const isUp = () =>
      fetch(`${url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
    await until(isUp);
  }

  const booking = (who: typeof johns, time = visit.time) => ({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'schedule_appointment', arguments: { ...visit, time, ...who } },
  });

  function posted(message: object): Promise<Response> {
    const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, ...message });
    return fetch(`${url}/mcp`, { method: 'POST', headers: { ...headers, ...json }, body });
  }
});

const givenRows = `
  WITH patients AS (
    INSERT INTO ehr.patient (mrn, first_name, last_name, birth_date)
    VALUES ('${johns.mrn}', 'John', 'Doe', '1985-06-15'), ('${janes.mrn}', 'Jane', 'Roe', '1990-03-22')),
  everybody AS (
    INSERT INTO access.relation (subject, kind, granted_by) VALUES ('app-1', 'organisation', 'spec'))
  INSERT INTO ehr.provider (npi, name, specialty, department)
  VALUES ('${johns.provider_npi}', 'Dr. Sarah Smith', 'Internal Medicine', 'x'),
         ('${janes.provider_npi}', 'Dr. Michael Johnson', 'Cardiology', 'x')`;

const cutCalls = `
  SELECT outcome, body::json->'detail'->>'code' AS code, count(*)::int AS calls FROM audit.event
  WHERE event = 'appointment.booked' AND outcome <> 'success' GROUP BY 1, 2`;

const slowBookings = `
  CREATE FUNCTION ehr.sleep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(25); RETURN new; END';
  CREATE TRIGGER sleep BEFORE INSERT ON ehr.appointment FOR EACH ROW EXECUTE FUNCTION ehr.sleep()`;

async function waitingFor(owner: pg.Client, what: 'Lock' | 'Timeout'): Promise<number> {
  // A transaction sees who was active when it looked first.
  await owner.query('SELECT pg_stat_clear_snapshot()');
  const sql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = $1`;
  return (await owner.query(sql, [what])).rowCount ?? 0;
}
