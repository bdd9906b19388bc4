import { createDataSource } from '@caregate/data-models';
import { OrchestratorHouse } from '../testing/orchestrator-house.js';
import { Work } from '../work/work.js';
import { forsake } from './forsaken-tasks.js';

const SIDE_BY_SIDE = 2_000;
const IN_A_ROW = 200;
let house: OrchestratorHouse;
beforeAll(async () => {
  house = await OrchestratorHouse.open();
});
afterAll(() => house.close());

/** As if the one who asked for the task had asked for them too; answers the last of them. */
async function waitBehind(taskId: string, count: number, behind: 'all' | 'each other'): Promise<string> {
  const [last] = await house.query(
    `with w as (
       insert into orchestrator.task (task_id, task_type, status, pending_dependencies, created_by)
       select uuidv7(), 'waiting', 'pending', 1, created_by
         from orchestrator.task, generate_series(1, $2) where task_id = $1
       returning task_id),
     n as (select task_id, lag(task_id, 1, $1) over (order by task_id) as before from w),
     d as (
       insert into orchestrator.task_dependency (task_id, depends_on)
       select task_id, case when $3 = 'all' then $1 else before end from n)
     select task_id from w order by task_id desc limit 1`,
    [taskId, count, behind],
  );
  return String(last?.['task_id']);
}

class CountedWork extends Work {
  statements = 0;

  override rows<T>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    this.statements += 1;
    return super.rows(sql, values);
  }
}

const counted = async (): Promise<unknown> =>
  (await house.query('select status, count(*)::int from orchestrator.task group by 1 order by 1')).map(Object.values);

describe('tasks that wait for one that ends without a result (feature M06)', () => {
  afterEach(() => house.query('delete from orchestrator.task'));

  it('end with it, thousands in a row and side by side, and each is on the trail', async () => {
    const taskId = await house.task({ task_type: 'nobody_does' });
    await waitBehind(await waitBehind(taskId, IN_A_ROW, 'each other'), SIDE_BY_SIDE, 'all');
    await house.task({ task_type: 'other' });
    expect((await house.ask('POST', `tasks/${taskId}/cancel`)).body).toMatchObject({ status: 'cancelled' });
    expect(await counted()).toEqual([
      ['cancelled', IN_A_ROW + SIDE_BY_SIDE + 1],
      ['queued', 1],
    ]);
    expect((await house.trail('task.cancelled')).length).toBe(IN_A_ROW + SIDE_BY_SIDE + 1);
  });

  it('cost the database no more statements than one that waits', async () => {
    const taskId = await house.task({ task_type: 'nobody_does' });
    await waitBehind(await waitBehind(taskId, IN_A_ROW, 'each other'), SIDE_BY_SIDE, 'all');
    const dataSource = createDataSource({ url: house.database.superuserUrl, applicationName: 'spec' });
    await dataSource.initialize();
    const work = await dataSource.transaction(async (manager) => {
      const begun = new CountedWork(manager);
      await forsake(begun, [taskId]);
      return begun;
    });
    expect([work.entries.length, work.statements]).toEqual([IN_A_ROW + SIDE_BY_SIDE, 2]);
    await dataSource.destroy();
  });

  it('end with a pipeline that is cancelled, be they of it or not', async () => {
    const stages = [{ name: 'only', task_type: 'nobody_does', dependencies: [] }];
    const { body } = await house.ask('POST', 'pipelines', { name: 'p', stages, execution_mode: 'manual' });
    const { pipeline_id } = body;
    const of = await house.task({ task_type: 'of_a_pipeline', pipeline_id });
    const outside = await house.task({ task_type: 'waiting', dependencies: [of] });
    expect((await house.ask('POST', `pipelines/${pipeline_id}/cancel`)).status).toBe(200);
    expect((await house.ask('GET', `tasks/${outside}`)).body).toMatchObject({
      status: 'cancelled',
      error: 'A task that it depends on was not completed.',
    });
    await house.until(async () => (await house.tickets('of_a_pipeline')) === 0);
  });
});
