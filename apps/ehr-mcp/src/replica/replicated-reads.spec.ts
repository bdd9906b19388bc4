import { createDataSource, migrate } from '@caregate/data-models';
import { runInContext } from '@caregate/kit-http';
import { givenCaller, replicatedServers, until, withClient, type ReplicatedServers } from '@caregate/testing';
import type { DataSource } from 'typeorm';
import { DomainError } from '@caregate/core-errors';
import { ehrServices } from '../server/ehr-services.js';
import type { EhrServices } from '../services.js';
import { logPosition } from './log-position.js';
import { ReadReplica } from './read-replica.js';
import { ReplicatedReads } from './replicated-reads.js';
import { replicatedServices } from './replicated-services.js';

const silent = { warn: () => undefined, info: () => undefined };
const doctor = givenCaller({ subject: 'doctor-1' });
const as = <T>(caller: typeof doctor, work: () => Promise<T>) =>
  runInContext({ requestId: 'request-1', transport: 'http', caller }, work);

describe('a place in the log', () => {
  it('is compared as a number, not as text', () => {
    expect(logPosition('A/0') > logPosition('9/FFFFFFFF')).toBe(true);
    expect(logPosition('0/10000000') > logPosition('0/FFFFFFF')).toBe(true);
  });
});

describe('reads with a streaming standby (feature O12)', () => {
  let servers: ReplicatedServers;
  let primary: DataSource;
  const replicas: ReadReplica[] = [];
  const started: ReplicatedReads[] = [];

  beforeAll(async () => {
    servers = await replicatedServers(migrate);
    primary = createDataSource({ url: servers.primary.superuserUrl, applicationName: 'spec', poolSize: 2 });
    await primary.initialize();
    await primary.query(
      `INSERT INTO ehr.patient (mrn, first_name, last_name, birth_date) VALUES ('MRN001', 'John', 'Doe', '1985-06-15')`,
    );
    await primary.query(
      `INSERT INTO ehr.provider (npi, name, specialty, department, phone)
       VALUES ('1234567893', 'Dr. Sarah Smith', 'Medicine', 'Primary Care', '555-0100')`,
    );
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((reads) => reads.stop()));
  });
  afterAll(async () => {
    await primary.destroy();
    await servers.end();
  });

  async function given(urls: readonly string[] = [servers.standby.superuserUrl], lagMilliseconds = 50) {
    replicas.splice(0, replicas.length, ...urls.map((url) => new ReadReplica(url, 2)));
    const reads = new ReplicatedReads({ primary, replicas, logger: silent, lookMilliseconds: 20, lagMilliseconds });
    started.push(reads);
    await reads.start();
    const asked: string[] = [];
    const ask = () =>
      reads.read({
        onReplica: async () => (asked.push('replica'), 'replica'),
        onPrimary: async () => (asked.push('primary'), 'primary'),
      });
    return { reads, ask };
  }

  const servicesWith = (reads: ReplicatedReads): EhrServices =>
    replicatedServices({
      reads,
      replicas,
      primary,
      confirmation: 'never',
      servicesOn: (dataSource) =>
        ehrServices({
          dataSource,
          clinic: { timeZone: 'America/New_York', opensMinute: 480, closesMinute: 1020, bookingHorizonDays: 730 },
          confirmation: 'never',
          tokenEndpoint: { authenticate: () => Promise.reject(new DomainError('oauth.client.unknown')) },
          verifier: { verify: () => Promise.reject(new DomainError('token.malformed')) },
        }),
    });

  const insert = `INSERT INTO ehr.patient (mrn, first_name, last_name, birth_date) VALUES ($1, 'A', 'B', '1990-01-01')`;
  const replay = (verb: 'pause' | 'resume') =>
    withClient(servers.standby.superuserUrl, (client) => client.query(`SELECT pg_wal_replay_${verb}()`));

  it('are answered by the standby, which has what the primary has', async () => {
    const { reads, ask } = await given();
    await until(async () => (await ask()) === 'replica');
    const read = reads.read({
      onReplica: ({ dataSource }) =>
        dataSource.query('SELECT last_name, pg_is_in_recovery() AS standby FROM ehr.patient'),
      onPrimary: () => Promise.reject(new Error('The primary was asked.')),
    });
    await expect(read).resolves.toEqual([{ last_name: 'Doe', standby: true }]);
  });

  it('of whoever has just written go to the primary until the standby has replayed it; of others they do not', async () => {
    const { reads, ask } = await given();
    await until(async () => (await ask()) === 'replica');
    await replay('pause');
    await reads.whileWriting(`${doctor.subject}`, () => primary.query(insert, ['MRN900']));
    await expect(as(doctor, ask)).resolves.toBe('primary');
    await replay('resume');
    await until(async () => (await as(doctor, ask)) === 'replica');
    const [row] = await withClient(servers.standby.superuserUrl, (client) =>
      client.query(`SELECT mrn FROM ehr.patient WHERE mrn = 'MRN900'`),
    ).then(({ rows }) => rows);
    expect(row).toEqual({ mrn: 'MRN900' });
  });

  it('of whoever is writing go to the primary as long as that takes', async () => {
    const { reads, ask } = await given();
    await until(async () => (await ask()) === 'replica');
    const asked: string[] = [];
    await reads.whileWriting(doctor.subject, async () => {
      for (let turn = 0; turn < 20; turn += 1) {
        asked.push(await as(doctor, ask));
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    });
    expect(new Set(asked)).toEqual(new Set(['primary']));
  });

  it('are asked through the services of the tools, whose writes are noted', async () => {
    const { reads, ask } = await given(undefined, 60_000);
    await until(async () => (await ask()) === 'replica');
    const services = servicesWith(reads);
    await replay('pause');
    await primary.query(insert, ['MRN901']);
    // Only the primary knows of it yet; what others have, the standby is asked.
    await expect(services.patients.idOf('MRN901')).resolves.toEqual(expect.any(String));
    await primary.query(`UPDATE ehr.provider SET phone = '555-0101'`);
    await expect(services.providers.byNpi('1234567893')).resolves.toMatchObject({ phone: '555-0100' });
    await replay('resume');
    let during = '';
    await services.writes.perform({
      tool: 'create_patient',
      context: { caller: doctor, patientId: undefined, recordIn: async () => undefined, ask: () => undefined },
      input: {},
      confirmed: false,
      work: async () => ({ message: `read from the ${(during = await as(doctor, ask))}` }),
    });
    expect(during).toBe('primary');
  });

  it('of a patient of whom any other process has just written show it to everybody', async () => {
    const { reads, ask } = await given(undefined, 60_000);
    await until(async () => (await ask()) === 'replica');
    const [one, other] = await primary.query<{ id: string }[]>(
      `INSERT INTO ehr.patient (mrn, first_name, last_name, birth_date)
       VALUES ('MRN910', 'A', 'B', '1990-01-01'), ('MRN911', 'A', 'B', '1990-01-01') RETURNING id`,
    );
    if (one === undefined || other === undefined) throw new Error('nobody was written');
    const services = servicesWith(reads);
    await replay('pause');
    // As another process does it, whose writes this one does not hear of.
    await primary.query(
      `WITH row AS (INSERT INTO ehr.vital_sign (patient_id, heart_rate, recorded_by)
         SELECT id, 71, 'spec' FROM ehr.patient WHERE mrn IN ('MRN910', 'MRN911') RETURNING id, patient_id)
       INSERT INTO ehr.provenance (patient_id, target, target_id, activity, tool, actor_kind, actor_subject, actor_client,
         request_id, recorded_at)
       SELECT patient_id, 'vital_sign', id, 'create', 'spec', 'user', 'nurse', 'spec', 'r1',
         now() - CASE patient_id WHEN $1 THEN interval '0 seconds' ELSE interval '10 minutes' END FROM row`,
      [one.id],
    );
    const seen = ({ id: patientId }: { id: string }) => services.vitalSigns.ofPatient({ patientId, limit: 1 });
    await expect(as(givenCaller({ subject: 'nurse-2' }), () => seen(one))).resolves.toMatchObject([{ heart_rate: 71 }]);
    // Of whom nothing was written for longer than a standby may be behind, the standby is asked.
    await expect(seen(other)).resolves.toEqual([]);
    await replay('resume');
  });

  it('fall back to the primary when the standby fails, and an error of the domain is no failure', async () => {
    const { reads, ask } = await given();
    await until(async () => (await ask()) === 'replica');
    const unknown = reads.read({
      onReplica: () => Promise.reject(new DomainError('ehr.patient.not_found')),
      onPrimary: async () => 'primary',
    });
    await expect(unknown).rejects.toThrow(DomainError);
    expect(await ask()).toBe('replica');
    const broken = reads.read({
      onReplica: () => Promise.reject(new Error('connection terminated')),
      onPrimary: async () => 'primary',
    });
    await expect(broken).resolves.toBe('primary');
  });

  it('do without a database that is no standby, and without one that nobody can reach', async () => {
    const { ask } = await given([servers.primary.superuserUrl, 'postgres://nobody@127.0.0.1:1/none']);
    expect(await ask()).toBe('primary');
  });

  it('go to the primary while the standby is stopped, and nobody is refused', async () => {
    const { ask, reads } = await given();
    await until(async () => (await ask()) === 'replica');
    await servers.standby.stop();
    const count = 'SELECT count(*)::int AS n FROM ehr.patient';
    const answers = Array.from({ length: 5 }, () =>
      reads.read({
        onReplica: ({ dataSource }) => dataSource.query(count),
        onPrimary: () => primary.query(count),
      }),
    );
    for (const answer of await Promise.all(answers)) expect(answer).toEqual([{ n: 5 }]);
    await until(async () => (await ask()) === 'primary');
  });
});
