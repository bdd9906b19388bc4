import { randomUUID } from 'node:crypto';
import type { News } from '../work/work.js';
import { CatchUp } from './catch-up.js';
import { OpenRecords } from './open-records.js';

type Row = Record<string, unknown>;

const taskId = randomUUID();
const pipelineId = randomUUID();
const taskRow = (status: string): Row => ({
  task_id: taskId,
  pipeline_id: null,
  stage: null,
  status,
  attempt: 1,
  assigned_agent_id: null,
  created_by: 'dr-house',
});
const pairs = (status: string, ...stages: string[]): Row[] =>
  stages.map((stage_status, index) => {
    return { pipeline_id: pipelineId, created_by: 'dr-house', status, stage: index + 1, stage_status };
  });

const news = (event: string, payload: Row) => ({ rooms: ['mine:dr-house'], event, payload }) as unknown as News; // -- as the services make it

/** Watchers, what they hear, and what the rows say. */
const given = () => {
  let now = 0;
  const rows: Row[] = [];
  const told: unknown[] = [];
  const open = new OpenRecords(() => now);
  const tell = (all: readonly News[]) => {
    for (const each of all) {
      open.told(each);
      told.push([each.event, ...Object.values(each.payload)]);
    }
  };
  const asked: string[] = [];
  const works = {
    rows: async <T>(sql: string) => {
      asked.push(sql);
      return rows.filter((row) => 'stage_status' in row === sql.includes('stage_status')) as T[]; // -- rows of the spec
    },
  };
  const catchUp = new CatchUp({ works, open, tell, logger: { warn: () => undefined } });
  const look = (...given: Row[]) => {
    now += 5_000;
    rows.splice(0, rows.length, ...given);
    return catchUp.look(4_000);
  };
  return { open, told, asked, look, catchUp };
};

describe('watchers that have missed something', () => {
  it('hear the end of a task of which they were told the beginning, once', async () => {
    const { open, told, asked, look } = given();
    open.told(news('task:status', { taskId, status: 'queued' }));
    await look(taskRow('queued'));
    expect(told).toEqual([]);
    await look(taskRow('completed'));
    expect(told).toEqual([['task:status', taskId, null, null, 'completed', null]]);
    asked.length = 0;
    await look(taskRow('completed'));
    expect({ told: told.length, asked }).toEqual({ told: 1, asked: [] });
  });

  it('are left to hear what has only just begun', async () => {
    const { open, asked, catchUp } = given();
    open.told(news('task:status', { taskId, status: 'running' }));
    await catchUp.look(4_000);
    expect(asked).toEqual([]);
  });

  it('hear each stage of a pipeline before its end', async () => {
    const { open, told, look } = given();
    open.watched('pipeline', pipelineId, 'created');
    open.told(news('pipeline:stage', { pipelineId, stage: 1, status: 'running' }));
    await look(...pairs('completed', 'completed', 'completed'));
    expect(told).toEqual([
      ['pipeline:stage', pipelineId, 1, 'completed'],
      ['pipeline:stage_completed', pipelineId, 1, 'completed'],
      ['pipeline:stage', pipelineId, 2, 'completed'],
      ['pipeline:stage_completed', pipelineId, 2, 'completed'],
      ['pipeline:status', pipelineId, 'completed'],
      ['pipeline:completed', pipelineId, 'completed'],
    ]);
    await look(...pairs('completed', 'completed', 'completed'));
    expect(told).toHaveLength(6);
  });

  it('are not led back by what comes after the end', async () => {
    const { open, told, look } = given();
    open.told(news('pipeline:status', { pipelineId, status: 'completed' }));
    open.told(news('pipeline:stage', { pipelineId, stage: 1, status: 'completed' }));
    await look(...pairs('completed', 'completed'));
    expect(told).toEqual([]);
  });
});
