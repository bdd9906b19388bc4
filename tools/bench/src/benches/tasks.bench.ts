import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Bench } from '../bench.js';
import { AgentFleet } from '../load/agent-fleet.js';
import { orchestratorProcess, type OrchestratorUnderLoad } from '../load/orchestrator-process.js';
import { percentile } from '../load/percentile.js';
import { bareBullmq } from '../peers/bare-bullmq.peer.js';

const AGENTS = 200;
const SECONDS = 30;
const PER_MINUTE_MIN = 10_000;
const IN_FLIGHT = 100;
const DRAIN_SECONDS_MAX = 60;
const PEER_SECONDS = 8;

/** Tasks from request to stored result, through agents on sockets, with every entry on the audit trail. */
export const tasks: Bench = {
  name: 'tasks',
  run: async (log) => {
    const orchestrator = await orchestratorProcess();
    const fleet = new AgentFleet();
    try {
      await fleet.connect(orchestrator, AGENTS);
      await loaded(orchestrator, fleet, 3);
      const before = await bareBullmq(orchestrator.databaseUrl, IN_FLIGHT, PEER_SECONDS);
      fleet.latencies.length = 0;
      const { taken, failures, statuses, perMinute } = await loaded(orchestrator, fleet, SECONDS);
      const after = await bareBullmq(orchestrator.databaseUrl, IN_FLIGHT, PEER_SECONDS);
      const peer = ((before + after) / 2) * 60;
      const { lost, twice } = await counted(orchestrator.databaseUrl, fleet);
      const p95 = percentile(fleet.latencies, 95);
      log(
        `${taken} tasks in ${SECONDS} s, lost ${lost}, twice ${twice}, refused ${failures} ${[...statuses].join(' ')}`,
      );
      return {
        bench: 'tasks',
        aim: `≥ ${PER_MINUTE_MIN} tasks a minute, ${AGENTS} agents, none lost, none twice; peer: bare BullMQ, same database`,
        value: perMinute,
        peer,
        ratio: perMinute / peer,
        p95Milliseconds: p95,
        holds: perMinute >= PER_MINUTE_MIN && lost === 0 && twice === 0 && failures === 0,
        note: 'value and peer: a minute; p95: from the request of a task until an agent has it',
      };
    } finally {
      await fleet.stop();
      await orchestrator.stop();
    }
  },
};

/** As many tasks as are done, with so many under way at once; answers when the last has been done. */
async function loaded({ url, token }: OrchestratorUnderLoad, fleet: AgentFleet, seconds: number) {
  const headers = { authorization: `Bearer ${await token('doctor')}`, 'content-type': 'application/json' };
  const doneBefore = fleet.timesDone.size;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  let asked = 0;
  let failures = 0;
  const statuses = new Set<number>();
  const ask = async () => {
    while (performance.now() < endsAt) {
      if (asked - (fleet.timesDone.size - doneBefore) >= IN_FLIGHT) {
        await pause(1);
        continue;
      }
      asked += 1;
      const body = JSON.stringify({ task_type: fleet.kind, parameters: { at: performance.now() } });
      const response = await fetch(`${url}/api/v1/tasks`, { method: 'POST', headers, body });
      await response.arrayBuffer();
      if (response.status !== 201) {
        failures += 1;
        statuses.add(response.status);
      }
    }
  };
  await Promise.all(Array.from({ length: 32 }, ask));
  const deadline = performance.now() + DRAIN_SECONDS_MAX * 1000;
  while (fleet.timesDone.size - doneBefore < asked - failures && performance.now() < deadline) await pause(20);
  const taken = fleet.timesDone.size - doneBefore;
  return { taken, failures, statuses, perMinute: taken / ((performance.now() - startedAt) / 60_000) };
}

/** What the rows say is what counts: each task completed, by one attempt, and once on the audit trail. */
async function counted(databaseUrl: string, fleet: AgentFleet): Promise<{ lost: number; twice: number }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const unfinished = `select count(*)::int as many from orchestrator.task where status <> 'completed'`;
    const deadline = performance.now() + DRAIN_SECONDS_MAX * 1000;
    while ((await number(client, unfinished)) > 0 && performance.now() < deadline) await pause(100);
    const lost = await number(client, unfinished);
    const extra = await number(
      client,
      `select (select count(*) from orchestrator.task_attempt)::int - (select count(*) from orchestrator.task)::int
         + abs((select count(*) from audit.event where event = 'task.completed')::int
             - (select count(*) from orchestrator.task where status = 'completed')::int) as many`,
    );
    const again = [...fleet.timesDone.values()].filter((times) => times > 1).length;
    return { lost, twice: extra + again };
  } finally {
    await client.end();
  }
}

async function number(client: pg.Client, sql: string): Promise<number> {
  const { rows } = await client.query<{ many: number }>(sql);
  return rows[0]?.many ?? 0;
}
