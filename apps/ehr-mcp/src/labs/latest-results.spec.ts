import { givenClinic, type GivenClinic } from '../testing/given-clinic.js';

let clinic: GivenClinic;

beforeAll(async () => {
  clinic = await givenClinic();
});
afterAll(() => clinic.end());
beforeEach(() => clinic.database.emptyCharts());

interface Order {
  readonly test_name: string;
  readonly results: readonly { readonly component: string; readonly value: number }[];
}

const read = async (input: Record<string, unknown>) =>
  (await clinic.door.call('doctor', 'get_lab_results', { mrn: 'MRN001', ...input })).json;

const latest = async (input: Record<string, unknown> = {}) => {
  const { lab_results: orders, next_cursor: cursor } = await read({ latest: true, ...input });
  return { orders: orders as readonly Order[], cursor };
};

/** Orders of one day each, the last of today, with one result of each name. */
async function given(orders: number, names: string): Promise<void> {
  await clinic.database.query(
    `WITH o AS (
       INSERT INTO ehr.lab_order (order_id, patient_id, test_name, ordered_at, resulted_at, status)
       SELECT 'LAB' || n, $1, 'Test ' || n, now() - ($2 - n) * interval '1 day', now() - ($2 - n) * interval '1 day', 'final'
       FROM generate_series(1, $2::int) n RETURNING id, ordered_at, order_id)
     INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, value_number, effective_at)
     SELECT o.id, $1, replace(name, '#', o.order_id), place, o.ordered_at
     FROM o, unnest(string_to_array($3, ',')) WITH ORDINALITY AS named (name, place)`,
    [clinic.john, orders, names],
  );
}

describe('the newest results', () => {
  it('are all of those of one moment, so that of a tolerance test no value hides another', async () => {
    await given(2, 'Glucose tolerance,Glucose tolerance,Glucose tolerance');
    const { orders } = await latest();
    expect(orders).toMatchObject([{ test_name: 'Test 2', results: [{ value: 1 }, { value: 2 }, { value: 3 }] }]);
  });

  it('are one quantity in whatever case its name was sent', async () => {
    await given(1, 'Ferritin');
    await clinic.database.query(`UPDATE ehr.lab_component SET effective_at = effective_at - interval '9 days'`);
    await clinic.database.query(
      `INSERT INTO ehr.lab_component (lab_order_id, patient_id, component, value_number, effective_at)
       SELECT id, patient_id, 'FERRITIN', 9, now() FROM ehr.lab_order`,
    );
    const { orders } = await latest();
    expect(orders.flatMap(({ results }) => results)).toMatchObject([{ component: 'FERRITIN' }]);
  });

  it('are told in pages, which together are all of them, each once (feature X08)', async () => {
    await given(70, '# one,# two');
    const first = await latest({ limit: 30 });
    const second = await latest({ limit: 30, cursor: first.cursor });
    const third = await latest({ limit: 30, cursor: second.cursor });
    expect([first, second, third].map(({ orders }) => orders.length)).toEqual([30, 30, 10]);
    expect(third.cursor).toBeUndefined();
    const names = [first, second, third].flatMap(({ orders }) => orders.map(({ test_name: name }) => name));
    expect(new Set(names).size).toBe(70);
  });

  it('have a cursor of their own, and are not those of one status', async () => {
    await given(3, '# one');
    const { cursor } = await latest({ limit: 1 });
    expect(await read({ cursor })).toMatchObject({ code: 'ehr.cursor.invalid' });
    for (const summary of [{ latest: true }, { trend: true, code: '2345-7' }])
      expect(await read({ ...summary, status: 'pending' })).toMatchObject({
        code: 'request.invalid',
        message: expect.stringContaining('leave status out'),
      });
  });
});
