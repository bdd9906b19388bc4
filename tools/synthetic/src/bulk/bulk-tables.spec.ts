import { allergens } from '../data/allergens.data.js';
import { chronicDrugs } from '../data/formulary-chronic.data.js';
import { bulkChunks } from './bulk-chunks.js';
import { bulkTables, type BulkTable } from './bulk-tables.js';
import { orderPlan } from './order-plan.js';

const given = (seed = 1, observationsPerPatient = 100): Record<string, BulkTable> =>
  Object.fromEntries(bulkTables({ seed, observationsPerPatient }).tables.map((table) => [table.table, table]));
const rows = (table: BulkTable | undefined, patient: number): string[][] =>
  (table?.lines(patient) ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

describe('a bulk load', () => {
  it('gives each patient 20 vital signs and 80 laboratory components of a hundred observations', () => {
    const tables = given();
    expect(rows(tables['vital_sign'], 5)).toHaveLength(20);
    expect(rows(tables['lab_component'], 5)).toHaveLength(80);
    expect(rows(tables['lab_order'], 5)).toHaveLength(tables['lab_order']?.rowsPerPatient ?? -1);
  });

  it.each([2, 4, 10, 26, 40, 80, 160])('finds orders with exactly %i components', (components) => {
    expect(orderPlan(components).reduce((sum, panel) => sum + panel.components.length, 0)).toBe(components);
  });

  it('refuses a number of components that no panels have', () => {
    expect(() => orderPlan(3)).toThrow('No panels have 3 components.');
  });

  it.each([1, 3, 7, 50, 99])('makes exactly the observations asked for: %i', (observations) => {
    const tables = given(1, observations);
    const made = (tables['vital_sign']?.rowsPerPatient ?? 0) + (tables['lab_component']?.rowsPerPatient ?? 0);
    expect(made).toBe(observations);
  });

  it.each(['patient', 'vital_sign', 'lab_order', 'lab_component', 'allergy', 'medication', 'provider', 'appointment'])(
    'can make any patient of %s alone',
    (name) => {
      const inTurn = given()[name];
      for (let patient = 0; patient < 40; patient += 1) inTurn?.lines(patient);
      expect(given()[name]?.lines(40)).toBe(inTurn?.lines(40));
      expect(given()[name]?.lines(98_765)).toBe(inTurn?.lines(98_765));
      const some = Array.from({ length: 20 }, (_, n) => n);
      expect(some.map((n) => given(2)[name]?.lines(n))).not.toEqual(some.map((n) => inTurn?.lines(n)));
    },
  );

  it('lets components belong to the orders of their patient, at the time of the sample', () => {
    const tables = given();
    const orders = new Map(rows(tables['lab_order'], 7).map((order) => [order[0], order]));
    for (const [, orderId, patientId, ...rest] of rows(tables['lab_component'], 7)) {
      expect(orders.get(orderId)?.[2]).toBe(patientId);
      expect(orders.get(orderId)?.[6]).toBe(rest.at(-1));
    }
  });

  it('dates nothing before birth or on and after the anchor date', () => {
    const tables = given();
    for (let patient = 0; patient < 120; patient += 1) {
      const born = rows(tables['patient'], patient)[0]?.[4] ?? '9999';
      const moments = [
        ...rows(tables['vital_sign'], patient).map((row) => row[2] ?? ''),
        ...rows(tables['lab_order'], patient).flatMap((row) => row.slice(5, 8)),
      ];
      expect(moments.filter((moment) => moment < born || moment >= '2026-11-16')).toEqual([]);
    }
  });

  it('treats conditions without what the patient is allergic to, nothing twice, and gives some an allergy', () => {
    const tables = given();
    const classOf = new Map(
      Object.values(chronicDrugs).flatMap((drugs) => drugs.map((d) => [d.rxnormCode, d.drugClass])),
    );
    const avoided = new Map(allergens.drugs.map(({ code, drugClass }) => [code, drugClass]));
    let [allergic, treated, patients] = [0, 0, 0];
    for (; patients < 2000; patients += 1) {
      const allergies = filled(tables['allergy'], patients);
      const medications = filled(tables['medication'], patients);
      const classes = medications.flatMap((row) => classOf.get(row[4] ?? '') ?? []);
      const avoid = allergies.flatMap((row) => avoided.get(row[4] ?? '') ?? []);
      expect(classes.filter((drugClass) => avoid.includes(drugClass))).toEqual([]);
      expect(new Set(classes).size).toBe(classes.length);
      allergic += allergies.length;
      treated += medications.length;
    }
    expect(allergic / patients).toBeCloseTo(0.6, 0.5);
    expect(treated / patients).toBeGreaterThan(0.7);
  });

  it('books nobody twice at a time, neither patient nor provider, in the hours of the clinic', () => {
    const { appointment, provider } = given();
    const [taken, statuses] = [new Set<string>(), new Map<string, number>()];
    const known = new Set([...rows(provider, 0), ...rows(provider, 800)].map(([id]) => id));
    let visits = 0;
    for (let patient = 0; patient < 1600; patient += 1)
      for (const [, , patientId, providerId = '', startsAt = '', endsAt = '', , , , status = ''] of filled(
        appointment,
        patient,
      )) {
        visits += 1;
        taken.add(`${patientId} ${startsAt}`).add(`${providerId} ${startsAt}`);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect(known).toContain(providerId);
        expect([Date.parse(endsAt) - Date.parse(startsAt), Date.parse(startsAt) % 1_800_000]).toEqual([1_800_000, 0]);
        expect(status !== 'scheduled').toBe(status === 'cancelled' || startsAt < '2026-11-16');
      }
    expect(visits).toBeGreaterThan(1600 * 2.9);
    expect(taken.size).toBe(2 * visits);
    expect([...statuses.keys()].toSorted()).toEqual(['cancelled', 'completed', 'scheduled']);
  });

  it('has thousands of surnames, some common and most rare', () => {
    const people = given()['patient'];
    const count = new Map<string, number>();
    for (let patient = 0; patient < 5000; patient += 1) {
      const name = rows(people, patient)[0]?.[3] ?? '';
      count.set(name, (count.get(name) ?? 0) + 1);
    }
    expect(count.size).toBeGreaterThan(2000);
    expect(Math.max(...count.values())).toBeGreaterThan(25);
    expect([...count.values()].filter((n) => n === 1).length).toBeGreaterThan(1200);
  });

  it('is made piece by piece, so that a hundred million patients need no more memory than a hundred', () => {
    const reported: number[] = [];
    const pieces = bulkChunks(given()['vital_sign'] ?? raise(), {
      patients: 100_000_000,
      onRows: (more) => reported.push(more),
    });
    for (let i = 0; i < 25; i += 1) expect((pieces.next().value as Buffer).length).toBeLessThan(1 << 18);
    expect(reported.length).toBeLessThan(10);
  });

  it('reports every row once', () => {
    let reported = 0;
    const pieces = [
      ...bulkChunks(given()['lab_order'] ?? raise(), { patients: 612, onRows: (more) => (reported += more) }),
    ];
    const lines = Buffer.concat(pieces).toString().trimEnd().split('\n').length;
    expect(reported).toBe(lines);
  });
});

/** The rows of a patient who may have none. */
function filled(table: BulkTable | undefined, patient: number): string[][] {
  return table?.lines(patient) === '' ? [] : rows(table, patient);
}

function raise(): never {
  throw new Error('There is no such table.');
}
