import pg from 'pg';
import type { Bench } from '../bench.js';
import { modernCall } from '../load/mcp-request.js';
import { percentile } from '../load/percentile.js';
import { RawClient, requestText } from '../load/raw-client.js';
import { assistantToken, withStack } from '../load/with-stack.js';

const CLIENTS = 50;
const RACES = 1000;
/** Bare inserts wait for each other in circles, and PostgreSQL looks for circles once a second (deadlock_timeout). */
const PEER_RACES = 5;
const DAY = 86_400_000;
/** Midnight, in UTC, of a day far from what is seeded, and near enough to be booked. */
const FIRST_DAY = (Math.floor(Date.now() / DAY) + 400) * DAY;
const SLOTS_A_DAY = 18;
const OPENS_MINUTES = 8 * 60;
const SLOT_MINUTES = 30;

/** Fifty clients race for one slot, a thousand times; the peer is the same race by bare inserts under the constraint. */
export const ehrBook: Bench = {
  name: 'ehr-book',
  run: (log) =>
    withStack(async (stack) => {
      const pool = new pg.Pool({ connectionString: stack.adminUrl, max: CLIENTS });
      try {
        const authorization = `Bearer ${await assistantToken(stack)}`;
        const people = await givenPeople(pool);
        const url = new URL(stack.addresses.ehrMcp);
        const clients = await Promise.all(Array.from({ length: CLIENTS }, () => RawClient.open(url)));
        const wrong: string[] = [];
        const milliseconds: number[] = [];
        const startedAt = performance.now();
        for (let race = 0; race < RACES; race += 1) {
          const raced = await raceOverMcp(clients, url, authorization, people, race);
          milliseconds.push(...raced.milliseconds);
          if (raced.winners !== 1) wrong.push(`race ${race}: ${raced.winners} winners`);
        }
        const value = RACES / ((performance.now() - startedAt) / 1000);
        for (const client of clients) client.close();
        const rows = await pool.query<{ n: string }>(
          'SELECT count(*) AS n FROM ehr.appointment WHERE starts_at >= $1 AND starts_at < $2',
          // The days are those of the clinic, wherever that is.
          [new Date(FIRST_DAY - DAY), new Date(FIRST_DAY + 365 * DAY)],
        );
        const booked = Number(rows.rows[0]?.n);
        for (const complaint of wrong.slice(0, 3)) log(complaint);
        const peer = await bareRaces(pool, people);
        log(`${RACES} races of ${CLIENTS}: ${RACES - wrong.length} with one winner, ${booked} rows booked`);
        return {
          bench: 'ehr-book',
          aim: `exactly one of ${CLIENTS} wins each of ${RACES} races for a slot`,
          value,
          peer,
          ratio: value / peer,
          p95Milliseconds: percentile(milliseconds, 95),
          holds: wrong.length === 0 && booked === RACES,
          note: 'races per second; p95 of one answer while 50 ask for the same slot',
        };
      } finally {
        await pool.end();
      }
    }),
};

interface People {
  readonly npi: string;
  readonly providerId: string;
  readonly patients: readonly { readonly id: string; readonly mrn: string }[];
}

async function givenPeople(pool: pg.Pool): Promise<People> {
  const provider = await pool.query<{ id: string; npi: string }>(
    'SELECT id, npi FROM ehr.provider ORDER BY npi LIMIT 1',
  );
  const patients = await pool.query<{ id: string; mrn: string }>(
    'SELECT id, mrn FROM ehr.patient ORDER BY mrn LIMIT $1',
    [CLIENTS],
  );
  const [{ id: providerId, npi } = { id: '', npi: '' }] = provider.rows;
  return { npi, providerId, patients: patients.rows };
}

function slotOf(race: number): { readonly date: string; readonly time: string } {
  const day = new Date(FIRST_DAY + Math.floor(race / SLOTS_A_DAY) * DAY);
  const minutes = OPENS_MINUTES + (race % SLOTS_A_DAY) * SLOT_MINUTES;
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return { date: day.toISOString().slice(0, 10), time };
}

async function raceOverMcp(
  clients: readonly RawClient[],
  url: URL,
  authorization: string,
  people: People,
  race: number,
) {
  const milliseconds: number[] = [];
  const answers = await Promise.all(
    clients.map(async (client, index) => {
      const wish = { mrn: people.patients[index]?.mrn, provider_npi: people.npi, ...slotOf(race) };
      const call = modernCall('schedule_appointment', wish);
      const request = requestText(url, { ...call.headers, authorization }, call.body);
      const sentAt = performance.now();
      const { text } = await client.send(request);
      milliseconds.push(performance.now() - sentAt);
      if (text.includes('ehr.appointment.conflict')) return 0;
      if (text.includes('"status":"success"') || text.includes(String.raw`\"status\": \"success\"`)) return 1;
      throw new Error(`Neither booked nor refused: ${text.slice(0, 300)}`);
    }),
  );
  return { milliseconds, winners: answers.reduce<number>((sum, won) => sum + won, 0) };
}

const bareInsert = `
  INSERT INTO ehr.appointment (appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type)
  VALUES ($1, $2, $3, $4::timestamptz, $4::timestamptz + interval '30 minutes', 'bench')`;

async function bareRaces(pool: pg.Pool, { providerId, patients }: People): Promise<number> {
  const startedAt = performance.now();
  for (let race = 0; race < PEER_RACES; race += 1) {
    const at = new Date(FIRST_DAY + 730 * DAY + race * 3_600_000);
    await Promise.allSettled(
      patients.map(({ id }, index) => pool.query(bareInsert, [`BENCH${race}-${index}`, id, providerId, at])),
    );
  }
  return PEER_RACES / ((performance.now() - startedAt) / 1000);
}
